// Every write to an org passes here: the current policy, a person's consent, the write journal.
import { SalesforceError, toSalesforceError } from '../errors/salesforceError';
import type { WriteGate, WriteResult } from '../http/guardWrites';
import type { JobPermit, Write, WriteQuestion } from '../model/writes';
import type { Consent, Logger } from '../ports';
import { writeIntent } from './intent/intent';
import { resultOfAnswer, resultOfError } from './intent/outcome';
import type { Policies } from './policies';
import { checkPermit, checkPolicy, describeWrite, questionsFor, type GuardedOrg } from './rules';
import type { WriteJournal } from './writes';

export interface GateParts {
  readonly policies: Policies;
  readonly journal: WriteJournal;
  readonly consent: Consent;
  readonly log: Logger;
  /** Throws `login.missing`. */
  readonly org: (orgId: string) => Promise<GuardedOrg>;
}

/** A write and the tool or agent that requested it. */
type RequestedWrite = Write & Pick<WriteQuestion, 'startedBy'>;

/** What a question shows of the input file. */
export type InputFacts = Pick<WriteQuestion, 'file' | 'rows' | 'isEstimate'>;

/** The file of a job that is not created yet. */
export interface JobInput {
  readonly file: string;
  readonly facts: () => Promise<InputFacts>;
  /** Changes when the file does. */
  readonly version: () => Promise<string>;
}

export interface Gate extends WriteGate {
  /**
   * Approves a job before it is created: the policy allows it and a person consents, as far as the write is known by
   * then. Throws `policy.*`, and what the person's refusal throws. Its calls then pass {@link WriteGate.open} with a
   * permit.
   */
  readonly approveJob: (write: RequestedWrite, input: JobInput, signal: AbortSignal) => Promise<void>;
}

export function createGate(orgId: string, parts: GateParts): Gate {
  const { policies } = parts;
  const entries = createEntries(orgId, parts);
  return {
    intentOf: writeIntent,
    resultOfAnswer,
    resultOfError,
    open: async (intent, permit, { signal, startedBy }) => {
      const write = { ...intent, ...(startedBy !== undefined && { startedBy }) };
      const org = await parts.org(orgId);
      return entries.withRejection({ write, permit, org }, async () => {
        const policy = await policies.of(orgId);
        checkPolicy(policy, permit ? checkPermit(permit, write, org) : write, org);
        if (permit) {
          await entries.beginJob(permit, org);
          return () => Promise.resolve();
        }
        const wasAsked = await askConsent({ write, policy, org, signal }, parts.consent);
        if (wasAsked) checkPolicy(await policies.of(orgId), write, org);
        const id = crypto.randomUUID();
        await entries.begin(id, write, org);
        return (result: WriteResult) => entries.end(id, result);
      });
    },
    approveJob: async (write, { file, facts, version }, signal) => {
      const org = await parts.org(orgId);
      await entries.withRejection({ write, org }, async () => {
        const policy = await policies.of(orgId);
        checkPolicy(policy, { rows: 0, ...write }, org);
        const before = await version();
        const wasAsked = await askConsent({ write, policy, org, signal, facts }, parts.consent);
        if (wasAsked && (await version()) !== before)
          throw new SalesforceError('policy.fileChanged', { org: org.label, file });
      });
    },
  };
}

interface Attempt {
  readonly write: RequestedWrite;
  readonly permit?: JobPermit | undefined;
  readonly org: GuardedOrg;
}

interface Entries {
  readonly begin: (id: string, write: RequestedWrite | JobPermit, org: GuardedOrg) => Promise<void>;
  readonly end: WriteJournal['end'];
  /** A job has one entry, whose outcome is written when the job ends. */
  readonly beginJob: (permit: JobPermit, org: GuardedOrg) => Promise<void>;
  /** Journals the attempt when `check` rejects it: the journal shows who tried. */
  readonly withRejection: <T>(attempt: Attempt, check: () => Promise<T>) => Promise<T>;
}

/** The org's entries in the write journal. */
function createEntries(orgId: string, { journal, log, consent: { program } }: GateParts): Entries {
  const jobs = new Set<string>();
  const begin: Entries['begin'] = async (id, write, org) => {
    try {
      await journal.begin({ ...write, id, orgId, orgLabel: org.label, user: org.username, program });
    } catch (error) {
      throw noJournal(error, org);
    }
  };
  const end: Entries['end'] = async (id, result) => {
    // The write is done. A journal that cannot be written now must not make it look like a failure.
    await journal.end(id, result).catch((error: unknown) => {
      log.warn('The outcome of a write could not be written to the journal.', { error });
    });
  };
  const beginJob: Entries['beginJob'] = async (permit, org) => {
    if (!jobs.has(permit.jobId)) await begin(permit.jobId, permit, org);
    jobs.add(permit.jobId);
  };
  const withRejection: Entries['withRejection'] = async ({ write, permit, org }, check) => {
    try {
      return await check();
    } catch (error) {
      const { code } = toSalesforceError(error);
      if (!code.startsWith('policy.') || code === 'policy.noJournal') throw error;
      const id = crypto.randomUUID();
      await (permit ? beginJob(permit, org) : begin(id, write, org));
      if (!permit) await end(id, { outcome: 'rejected', reason: code });
      throw error;
    }
  };
  return { begin, end, beginJob, withRejection };
}

function noJournal(cause: unknown, org: GuardedOrg): SalesforceError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SalesforceError('policy.noJournal', { org: org.label, reason }, { cause });
}

interface ConsentRequest {
  readonly write: RequestedWrite;
  readonly policy: Parameters<typeof questionsFor>[0];
  readonly org: GuardedOrg;
  readonly signal: AbortSignal;
  readonly facts?: () => Promise<InputFacts>;
}

/** True when a person was asked: that may take long, so the policy or the file may have changed meanwhile. */
async function askConsent({ write, policy, org, signal, facts }: ConsentRequest, consent: Consent): Promise<boolean> {
  const needed = questionsFor(policy, write);
  if (!needed.confirm && !needed.typed) return false;
  const { label, username, instanceUrl, kind } = org;
  const input = await facts?.();
  // Do not ask for consent to a write that the policy rejects anyway.
  if (input?.isEstimate === false) checkPolicy(policy, { ...write, ...input }, org);
  const question = { ...write, ...input, ...needed, org: { orgId: org.orgId, label, username, instanceUrl, kind } };
  const { agreed, typed = '' } = await consent.ask(question, signal);
  const details = { org: org.label, what: describeWrite(question) };
  if (!agreed) throw new SalesforceError('policy.declined', details);
  const names = [org.label, org.username].map((name) => name.trim()).filter((name) => name !== '');
  if (needed.typed && !names.includes(typed.trim())) throw new SalesforceError('policy.wrongName', details);
  return true;
}
