// Reads one step of a mapping file, so that a mistake in it is named for that step and not for all that it could be.
import type { Step } from '../model/mapping';
import { stepNames } from './mappingWords';
import { schemaProblems, type SchemaProblem } from './schemaProblems';
import { stepRows, stepWords, type StepName, type StepWord } from './stepSchemas';

/** The step, or what is wrong with it; paths begin at the step. */
export function readStep(value: unknown): Step | readonly SchemaProblem[] {
  if (typeof value === 'string') return readWord(value);
  const [entry, ...others] = isGroup(value) ? Object.entries(value) : [];
  if (!entry) return wrong([], `A step is one of ${stepNames.join(', ')}.`);
  const [name, parameter] = entry;
  if (!isStepName(name)) return readWord(name, [name]);
  const [second] = others;
  if (second) return wrong([second[0]], `A step is one thing. Begin a new step with “- ${second[0]}”.`);
  const { schema, read } = stepRows[name] as StepReader;
  const parsed = schema.safeParse(parameter);
  if (parsed.success) return read(parsed.data);
  return schemaProblems(parsed.error.issues, parameter).map((problem) => ({
    ...problem,
    path: [name, ...problem.path],
    message: problem.path.length > 0 ? problem.message : problem.message.replace(/^The file/, `“${name}”`),
  }));
}

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The rows have parameters of different types, and each is given only what its own schema has read. */
interface StepReader {
  readonly schema: { readonly safeParse: (value: unknown) => Parsed };
  readonly read: (parameter: never) => Step;
}

type Parsed =
  | { readonly success: true; readonly data: never }
  | { readonly success: false; readonly error: { readonly issues: Parameters<typeof schemaProblems>[0] } };

function readWord(word: string, path: readonly string[] = []): Step | readonly SchemaProblem[] {
  if (isStepWord(word) && path.length === 0) return stepWords[word];
  if (isStepWord(word)) return wrong(path, `“${word}” takes no value. Write only - ${word}.`);
  if (isStepName(word)) return wrong(path, `“${word}” needs a value after a colon: - ${word}: ….`);
  return wrong(path, `“${word}” is not a step. Steps are ${stepNames.join(', ')}.`);
}

const wrong = (path: readonly string[], message: string): readonly SchemaProblem[] => [
  { path, message, atKey: path.length > 0 },
];

const isStepName = (name: string): name is StepName => Object.hasOwn(stepRows, name);
const isStepWord = (name: string): name is StepWord => Object.hasOwn(stepWords, name);
