// Suggests how values are read that Salesforce would reject: decimal commas, dates as 31/12/2024, yes and no.
import type { Step } from '../model/mapping';
import { isDate, isNumber } from './valueForms';

/**
 * `suggested`: the samples fit one format only. `ask`: they fit several, such as 03/04/2024, so a person chooses.
 */
export type StepSuggestion =
  | { readonly kind: 'suggested'; readonly step: Step; readonly sample: string }
  | { readonly kind: 'ask'; readonly steps: readonly Step[]; readonly sample: string };

/** `type` is Salesforce's type of the field. Undefined when the values can be sent as they are, or fit no format. */
export function suggestStep(type: string, samples: readonly string[]): StepSuggestion | undefined {
  const values = samples.map((sample) => sample.trim()).filter((value) => value !== '' && value !== '#N/A');
  if (values.length === 0) return undefined;
  switch (type) {
    case 'double':
    case 'currency':
    case 'percent':
    case 'int':
    case 'long':
      return numberStep(values);
    case 'date':
      return dateStep(values, dateFormats, 'date');
    case 'datetime':
      return dateStep(values, dateTimeFormats, 'dateTime');
    case 'boolean':
      return booleanStep(values);
    default:
      return undefined;
  }
}

interface NumberFormat {
  readonly pattern: RegExp;
  readonly decimal: ',' | '.';
  readonly group?: string;
}

const numberFormats: readonly NumberFormat[] = [
  { pattern: /^[-+]?\d+(,\d+)?$/, decimal: ',' },
  { pattern: /^[-+]?\d{1,3}(\.\d{3})*(,\d+)?$/, decimal: ',', group: '.' },
  { pattern: /^[-+]?\d{1,3}([ \u00a0\u202f]\d{3})*(,\d+)?$/u, decimal: ',', group: ' ' },
  { pattern: /^[-+]?\d{1,3}(['\u2019]\d{3})*(\.\d+)?$/u, decimal: '.', group: "'" },
  { pattern: /^[-+]?\d{1,3}(,\d{3})*(\.\d+)?$/, decimal: '.', group: ',' },
];

function numberStep(values: readonly string[]): StepSuggestion | undefined {
  const odd = values.find((value) => !isNumber(value));
  if (odd === undefined) return undefined;
  const fitting = numberFormats.filter(({ pattern }) => values.every((value) => pattern.test(value)));
  // Formats with the same decimal sign read the samples alike: the first needs the fewest other signs.
  const first = fitting.filter(({ decimal }, at) => fitting.findIndex((other) => other.decimal === decimal) === at);
  return toSuggestion(
    first.map(({ decimal, group }): Step => ({ kind: 'number', decimal, ...(group !== undefined && { group }) })),
    odd,
  );
}

interface DateFormat {
  readonly format: string;
  readonly pattern: RegExp;
}

/** Patterns of the letters of a format: `d` takes one digit or two, `dd` takes two. */
const letters: Readonly<Record<string, string>> = {
  yyyy: '\\d{4}',
  MM: '(0[1-9]|1[0-2])',
  M: '(0?[1-9]|1[0-2])',
  dd: '(0[1-9]|[12]\\d|3[01])',
  d: '(0?[1-9]|[12]\\d|3[01])',
  HH: '([01]\\d|2[0-3])',
  H: '([01]?\\d|2[0-3])',
  mm: '[0-5]\\d',
  ss: '[0-5]\\d',
};

const toFormat = (format: string): DateFormat => ({
  format,
  pattern: new RegExp(`^${format.replace(/([A-Za-z])\1*|[^A-Za-z]/g, (part) => letters[part] ?? `\\${part}`)}$`),
});

const withTwoDigits = ['dd/MM/yyyy', 'MM/dd/yyyy', 'dd-MM-yyyy', 'MM-dd-yyyy', 'dd.MM.yyyy', 'yyyy/MM/dd'];
const withOneDigit = ['d/M/yyyy', 'M/d/yyyy', 'd-M-yyyy', 'M-d-yyyy', 'd.M.yyyy', 'yyyy/M/d'];
const timed = (dates: readonly string[], times: readonly string[]): readonly DateFormat[] =>
  dates.flatMap((date) => times.map((time) => toFormat(`${date} ${time}`)));

type FormatLists = readonly (readonly DateFormat[])[];

/** Only the first list counts that has a format which fits. */
const dateFormats: FormatLists = [[...withTwoDigits, 'yyyyMMdd'].map(toFormat), withOneDigit.map(toFormat)];
const dateTimeFormats: FormatLists = [[...withTwoDigits, 'yyyy-MM-dd'], withOneDigit].flatMap((dates) => [
  timed(dates, ['HH:mm', 'HH:mm:ss']),
  timed(dates, ['H:mm', 'H:mm:ss']),
]);

function dateStep(
  values: readonly string[],
  lists: FormatLists,
  kind: 'date' | 'dateTime',
): StepSuggestion | undefined {
  const odd = values.find((value) => !isDate(value));
  if (odd === undefined) return undefined;
  const fits = ({ pattern }: DateFormat): boolean => values.every((value) => pattern.test(value));
  const fitting = lists.map((formats) => formats.filter(fits)).find((formats) => formats.length > 0) ?? [];
  return toSuggestion(
    fitting.map(({ format }): Step => ({ kind, format })),
    odd,
  );
}

const yes = ['yes', 'y', 'ja', 'j', 'oui', 'o', 'sí', 'si', 's', 'sim', 'x', 'on', 'true', 'wahr', 'vrai', '1'];
const no = ['no', 'n', 'nein', 'non', 'não', 'nao', 'off', 'false', 'falsch', 'faux', '-', '0'];
/** Every API reads these. Other words are converted, so that they do not depend on the API. */
const plainBoolean = /^(true|false|1|0)$/i;

/** The words are those of the samples, so that another word fails instead of becoming false. */
function booleanStep(values: readonly string[]): StepSuggestion | undefined {
  const odd = values.find((value) => !plainBoolean.test(value));
  if (odd === undefined) return undefined;
  const words = [...new Set(values)];
  const of = (list: readonly string[]): readonly string[] => words.filter((word) => list.includes(word.toLowerCase()));
  if (of(yes).length + of(no).length < words.length) return undefined;
  return toSuggestion([{ kind: 'boolean', true: of(yes), false: of(no) }], odd);
}

function toSuggestion(steps: readonly Step[], sample: string): StepSuggestion | undefined {
  const [step, ...others] = steps;
  if (!step) return undefined;
  return others.length > 0 ? { kind: 'ask', steps, sample } : { kind: 'suggested', step, sample };
}
