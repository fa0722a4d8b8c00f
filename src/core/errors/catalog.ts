// The closed table of all errors: code → advice and message. Codes are stable; messages may change.
import { compositeErrors } from './catalog/composite';
import { inputErrors } from './catalog/input';
import { jobErrors } from './catalog/job';
import { loginErrors } from './catalog/login';
import { networkErrors } from './catalog/network';
import { policyErrors } from './catalog/policy';
import { requestErrors } from './catalog/request';

export type Advice =
  | 'signInAgain'
  | 'openSetup'
  | 'showLog'
  | 'retry'
  | 'fixMapping'
  | 'fixFile'
  | 'readAsWindows1252'
  | 'smallerParts'
  | 'openRow'
  | 'checkNetwork'
  | 'waitForLimit'
  | 'openJob'
  | 'changePolicy'
  | 'report'
  | 'none';

interface CatalogEntry {
  readonly advice: Advice;
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
  ...networkErrors,
  ...requestErrors,
  ...jobErrors,
  'bug.unexpected': { advice: 'report', retryable: false, text: 'Something went wrong inside Kinetic: {message}' },
} as const satisfies Record<string, CatalogEntry>;

export type ErrorCode = keyof typeof entries;

export const catalog: Readonly<Record<ErrorCode, CatalogEntry>> = entries;
