// Reads the text of a mapping file, and names all that is wrong with it by line and column.
import type { FieldMapping, Mapping, Step } from '../model/mapping';
import { checkMapping, type MappingFlaw } from './checkMapping';
import { fileSchema, type FileData } from './fileSchema';
import type { MappingFile, MappingProblem, ParsedMapping } from './mappingFile';
import { readStep } from './readStep';
import { schemaProblems, type SchemaProblem } from './schemaProblems';
import { readYaml, type Path } from './yamlText';

/** No object has as many. */
const maxFields = 1000;

/** Value tables that are files of their own are empty: {@link readTables} reads them. */
export async function parseMapping(text: string): Promise<ParsedMapping & PlacedProblems> {
  const { value, problems, problemAt } = readYaml(text);
  const failed = (found: readonly MappingProblem[]): ParsedMapping & PlacedProblems => ({
    file: undefined,
    problems: found,
    problemAt,
  });
  if (problems.length > 0) return failed(problems);
  if ((value ?? undefined) === undefined)
    return failed([problemAt([], 'The file is empty. A mapping begins with version: 1, and has fields.')]);
  const parsed = fileSchema.safeParse(value);
  const place = ({ path, message, atKey }: SchemaProblem): MappingProblem => problemAt(path, message, atKey);
  if (!parsed.success) return failed(schemaProblems(parsed.error.issues, value).map(place));
  const { operation, externalId, fields } = parsed.data;
  const count = Object.keys(fields).length;
  if (count > maxFields)
    return failed([problemAt(['fields'], `Here are ${count} fields. At most ${maxFields} are possible.`, true)]);
  if (externalId !== undefined && operation !== undefined && operation !== 'upsert')
    return failed([
      problemAt(['externalId'], `externalId is only for upsert, not for ${operation}. Remove one of the two.`, true),
    ]);
  const steps = readSteps(parsed.data);
  if (steps.problems.length > 0) return failed(steps.problems.map(place));
  const file = toFile(parsed.data, steps.steps);
  const flaws = await checkMapping(file.mapping);
  if (flaws.length > 0) return failed(flaws.map((flaw) => problemAt(pathOf(flaw, file.mapping), flaw.message)));
  return { file, problems: [], problemAt };
}

export interface PlacedProblems {
  readonly problemAt: (path: Path, message: string) => MappingProblem;
}

interface ReadSteps {
  readonly steps: ReadonlyMap<string, readonly Step[]>;
  readonly problems: readonly SchemaProblem[];
}

function readSteps({ fields }: FileData): ReadSteps {
  const steps = new Map<string, readonly Step[]>();
  const problems: SchemaProblem[] = [];
  for (const [field, mapped] of Object.entries(fields)) {
    const made: Step[] = [];
    for (const [at, value] of (typeof mapped === 'string' ? [] : (mapped.steps ?? [])).entries()) {
      const step = readStep(value);
      if ('kind' in step) made.push(step);
      else
        problems.push(
          ...step.map((problem) => ({ ...problem, path: ['fields', field, 'steps', at, ...problem.path] })),
        );
    }
    steps.set(field, made);
  }
  return { steps, problems };
}

function toFile(data: FileData, steps: ReadSteps['steps']): MappingFile {
  const { object, operation, externalId, blanks, save } = data;
  return {
    ...(object !== undefined && { object }),
    ...(operation !== undefined && { operation }),
    ...(externalId !== undefined && { externalIdField: externalId }),
    ...(blanks !== undefined && { blanks }),
    mapping: toMapping(data, steps),
    ...(save !== undefined && { save }),
  };
}

function toMapping(data: FileData, steps: ReadSteps['steps']): Mapping {
  const { fields, leaveOut, timeZone, strict, onFailure, headers, firstLine } = data;
  return {
    fields: Object.entries(fields).map(([field, mapped]) => toField(field, mapped, steps.get(field) ?? [])),
    ...(leaveOut && { leaveOut }),
    ...(timeZone !== undefined && { timeZone }),
    ...(strict !== undefined && { strict }),
    ...(onFailure !== undefined && { onFailure }),
    ...(headers && { headers }),
    ...(firstLine && { firstLine }),
  };
}

function toField(field: string, mapped: FileData['fields'][string], steps: readonly Step[]): FieldMapping {
  if (typeof mapped === 'string') return { field, from: [mapped], steps: [] };
  const { from = [], value, lookup, blanks } = mapped;
  return {
    field,
    from: typeof from === 'string' ? [from] : from,
    steps: value === undefined ? steps : [{ kind: 'constant', value }, ...steps],
    ...(lookup && { lookup }),
    ...(blanks && { blanks }),
  };
}

/** Where the flaw is in the file. A constant is the first step of the mapping, and not a step in the file. */
export function pathOf({ field, step, part }: Omit<MappingFlaw, 'message'>, { fields }: Mapping): Path {
  if (part !== undefined) return [part];
  const mapped = fields[field ?? -1];
  if (!mapped) return [];
  const path = ['fields', mapped.field];
  if (step === undefined) return path;
  const before = mapped.steps[0]?.kind === 'constant' ? 1 : 0;
  return step < before ? [...path, 'value'] : [...path, 'steps', step - before];
}
