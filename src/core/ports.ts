// Everything the core needs from outside. Fakes and adapters pass the contract suites in test/contract/ports.
import type { CliLogins, Consent, JwtSigner, RedirectListener } from './ports/login';
import type { Clock, Files, Logger, Sha256 } from './ports/machine';
import type { JobStore, PolicyStore, SecretStore, WriteLog } from './ports/stores';
import type { HttpTransport } from './ports/transport';

/** What adapters need of the core: the one error class, the redactor, what a person is asked. */
export type { WriteAnswer, WriteQuestion } from './model/writes';
export { SalesforceError } from './errors/salesforceError';
export { redact } from './errors/redact';

export type { CliLogin, CliLogins, Consent, JwtSigner, Redirect, RedirectListener } from './ports/login';
export type { Clock, FileAppender, FileFacts, Files, FileWriter, Logger, ReadRange, Sha256 } from './ports/machine';
export type {
  JobClaim,
  JobJournal,
  JobStore,
  JournalText,
  PolicyStore,
  SecretStore,
  StoredPolicy,
  WriteLog,
} from './ports/stores';
export type { HttpRequest, HttpResponse, HttpTransport, NoAnswerReason, StreamBody } from './ports/transport';
export { NoAnswerError } from './ports/transport';

/** All ports, as a composition root passes them to the core. */
export interface Ports {
  readonly http: HttpTransport;
  readonly clock: Clock;
  readonly secrets: SecretStore;
  readonly files: Files;
  readonly jobStore: JobStore;
  readonly log: Logger;
  readonly jwt: JwtSigner;
  readonly policies: PolicyStore;
  readonly writeLog: WriteLog;
  readonly consent: Consent;
  readonly sha256: () => Sha256;
  /** Missing where no browser can be opened. */
  readonly redirects?: RedirectListener;
  /** Missing where the Salesforce CLI's logins cannot be read. */
  readonly cliLogins?: CliLogins;
}
