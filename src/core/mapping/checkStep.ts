// What is wrong with one step of a mapping on its face.
import type { Condition, Mapping, Step } from '../model/mapping';
import { toDateFormat } from './dateFormat';
import { regexLimits } from './regex';

type StepOf<K extends Step['kind']> = Extract<Step, { readonly kind: K }>;
type Flaw = string | undefined;

/** Longer ones could make a value of any size from a small file. */
const maxReplacementChars = 255;

/** A whole sentence with the remedy. `at` is the place among the steps of the field. */
export function flawOfStep(step: Step, at: number, mapping: Mapping): Flaw {
  switch (step.kind) {
    case 'constant':
    case 'concat':
    case 'coalesce':
      return at === 0 ? undefined : `${step.kind} starts from the columns. Make it the first step.`;
    case 'split':
      return step.by === '' ? 'split needs the text at which the value is cut.' : tooLong(step.with);
    case 'replace':
      return step.find === '' ? 'replace needs the text to find.' : tooLong(step.with);
    case 'regex':
      return flawOfRegex(step);
    case 'number':
      return flawOfNumber(step);
    case 'date':
    case 'dateTime':
      return flawOfDate(step, mapping);
    case 'boolean':
      return flawOfBoolean(step);
    case 'path':
      return step.path.split('.').includes('') ? 'A path has names between its dots, such as address.city.' : undefined;
    case 'when':
      return flawOfBranches(step);
    case 'default':
    case 'trim':
    case 'case':
    case 'table':
      return undefined;
  }
}

const tooLong = (text: string): Flaw =>
  text.length > maxReplacementChars
    ? `The new text has ${text.length} characters. At most ${maxReplacementChars} are possible.`
    : undefined;

function flawOfRegex({ pattern, with: put }: StepOf<'regex'>): Flaw {
  if (pattern === '') return 'regex needs a pattern.';
  return pattern.length > regexLimits.patternChars
    ? `The pattern has ${pattern.length} characters. At most ${regexLimits.patternChars} are possible.`
    : tooLong(put);
}

function flawOfNumber({ decimal, group }: StepOf<'number'>): Flaw {
  if (group === undefined) return undefined;
  if (group === decimal) return 'number has the same character for decimal and group. They must differ.';
  return /^[^\d+-]$/u.test(group) ? undefined : 'group must be one character, neither a digit nor a sign.';
}

function flawOfDate({ kind, format }: StepOf<'date'> | StepOf<'dateTime'>, { timeZone }: Mapping): Flaw {
  const reader = toDateFormat(format);
  if ('wrong' in reader) return `The format “${format}” cannot be used: ${reader.wrong}.`;
  if (kind === 'date' || reader.hasZone || timeZone !== undefined) return undefined;
  return `The format “${format}” names no time zone. Add timeZone to the mapping, or XXX to the format.`;
}

function flawOfBoolean({ true: yes, false: no }: StepOf<'boolean'>): Flaw {
  if (yes.length + no.length === 0) return 'boolean needs the words for true and for false.';
  const words = new Set(yes.map((word) => word.toLowerCase()));
  const both = no.find((word) => words.has(word.toLowerCase()));
  return both === undefined ? undefined : `“${both}” is a word for true and for false. Remove it from one of them.`;
}

function flawOfBranches({ branches }: StepOf<'when'>): Flaw {
  if (branches.length === 0) return 'when needs at least one branch.';
  const always = branches.findIndex(({ if: condition }) => condition === undefined);
  if (always >= 0 && always < branches.length - 1)
    return 'A branch without if always holds, so those after it do nothing. Make it the last one.';
  return branches.some(({ if: condition }) => condition !== undefined && isEmpty(condition))
    ? 'A condition has no test. Add is, isNot, contains, isBlank, above or below.'
    : undefined;
}

const isEmpty = ({ column: _, ...tests }: Condition): boolean => Object.keys(tests).length === 0;

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
