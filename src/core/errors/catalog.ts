// The closed table of all errors: code → advice and message. Codes are stable; messages may change.
import { apexErrors } from './catalog/apex';
import { compositeErrors } from './catalog/composite';
import { inputErrors } from './catalog/input';
import { jobErrors } from './catalog/job';
import { logErrors } from './catalog/logs';
import { loginErrors } from './catalog/login';
import { networkErrors } from './catalog/network';
import { policyErrors } from './catalog/policy';
import { requestErrors } from './catalog/request';

interface CatalogEntry {
  /** What to do about the error; see {@link Advice}. */
  readonly advice: string;
  /** The same call may succeed later without any change. */
  readonly retryable: boolean;
  /** English, with {details} in braces; the user interfaces translate it by this text. */
  readonly text: string;
}

const entries = {
  ...loginErrors,
  ...compositeErrors,
  ...policyErrors,
  ...inputErrors,
  ...apexErrors,
  ...networkErrors,
  ...requestErrors,
  ...jobErrors,
  ...logErrors,
  'bug.unexpected': { advice: 'report', retryable: false, text: 'Something went wrong inside Kinetic: {message}' },
} as const satisfies Record<string, CatalogEntry>;

export type ErrorCode = keyof typeof entries;

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** What the text of the error has in braces. */
export type DetailName<Code extends ErrorCode> = Code extends ErrorCode
  ? NamesIn<(typeof entries)[Code]['text']>
  : never;

/** The user interfaces have an answer for each, such as a button. Taken from the table, so none is without an error. */
export type Advice = (typeof entries)[ErrorCode]['advice'];

export const catalog: Readonly<Record<ErrorCode, CatalogEntry & { readonly advice: Advice }>> = entries;
