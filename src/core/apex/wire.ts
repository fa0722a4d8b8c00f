// Anonymous Apex in Salesforce's spelling: the SOAP Apex API, and the Tooling API without a log.
// https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/sforce_api_calls_executeanonymous.htm
import * as z from 'zod';
import { escapeXml } from '../http/soapEnvelope';
import { elements, textOf } from '../http/xmlElements';

export const apexNamespace = 'http://soap.sforce.com/2006/08/apex';

const categories = {
  apexCode: 'Apex_code',
  apexProfiling: 'Apex_profiling',
  callout: 'Callout',
  database: 'Db',
  system: 'System',
  validation: 'Validation',
  visualforce: 'Visualforce',
  workflow: 'Workflow',
} as const;

type LogCategory = keyof typeof categories;

type LogLevel = 'none' | 'error' | 'warn' | 'info' | 'debug' | 'fine' | 'finer' | 'finest';

/** What the log contains of each category. */
export type DebugLevels = Readonly<Partial<Record<LogCategory, LogLevel>>>;

/** The policy recognizes this form and no other (policy/intent). */
export const encodeRun = (code: string): string =>
  `<executeAnonymous><apexcode>${escapeXml(code)}</apexcode></executeAnonymous>`;

export function encodeLevels(levels: DebugLevels): string {
  const entries = Object.entries(levels).map(
    ([category, level]) =>
      `<categories><category>${categories[category as LogCategory]}</category><level>${toWord(level)}</level></categories>`,
  );
  return `<DebuggingHeader>${entries.join('')}</DebuggingHeader>`;
}

const toWord = (level: LogLevel): string => level.slice(0, 1).toUpperCase() + level.slice(1);

const answer = z.lazy(() =>
  z.object({
    compiled: z.boolean(),
    success: z.boolean(),
    line: z.number(),
    column: z.number(),
    compileProblem: z.string().nullable(),
    exceptionMessage: z.string().nullable(),
    exceptionStackTrace: z.string().nullable(),
  }),
);

export type Answer = z.infer<typeof answer>;

/** Of either API. Throws for text that is not an answer. */
export function decodeRun(text: string): Answer & { readonly log?: string } {
  if (!text.trimStart().startsWith('<')) return answer.parse(JSON.parse(text));
  const [response = ''] = elements(text, 'executeAnonymousResponse');
  const [result = ''] = elements(response, 'result');
  const log = textOf(text, 'debugLog');
  const read = answer.parse({
    compiled: toFlag(textOf(result, 'compiled')),
    success: toFlag(textOf(result, 'success')),
    line: Number(textOf(result, 'line')),
    column: Number(textOf(result, 'column')),
    compileProblem: textOf(result, 'compileProblem') ?? null,
    exceptionMessage: textOf(result, 'exceptionMessage') ?? null,
    exceptionStackTrace: textOf(result, 'exceptionStackTrace') ?? null,
  });
  return { ...read, ...(log !== undefined && { log }) };
}

const toFlag = (word: string | undefined): boolean | undefined =>
  word === undefined ? undefined : { true: true, false: false }[word];
