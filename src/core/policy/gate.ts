// Every write to an org passes here: the current policy, a person's consent, the write journal.
import { SalesforceError, toSalesforceError } from '../errors/salesforceError';
import type { WriteGate, WriteResult } from '../http/guardWrites';
import type { JobApproval } from '../model/job';
import type { JobPermit, OpenedWrite, Write, WriteQuestion } from '../model/writes';
import type { Task } from '../kernel/task';
import type { Consent, Logger } from '../ports';
import { writeIntent } from './intent/intent';
import { resultOfAnswer, resultOfError } from './intent/outcome';
import type { Policies } from './policies';
import { checkPermit, checkPolicy, describeWrite, forbids, questionsFor, type GuardedOrg } from './rules';
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
export type InputFacts = Pick<WriteQuestion, 'file' | 'rows'>;

/** The file of a job that is not created yet. */
export interface JobInput {
  readonly file: string;
  readonly facts: () => Promise<InputFacts>;
  /** Changes when the file does, as far as its size and date show. */
  readonly version: () => Promise<string>;
  /** Of all bytes, in lower-case hex. */
  readonly sha256: () => Promise<string>;
}

export interface JobRequest {
  readonly write: RequestedWrite;
  readonly input: JobInput;
  /** What a person agreed to before. It is enough while the policy requires no more. */
  readonly given?: JobApproval | undefined;
  /**
   * The job has started before, so a policy that forbids it is left to its calls, which end it. `unattended`: no person
   * can be asked; where one must be, it throws `policy.unconfirmed`.
   */
  readonly resumes?: 'attended' | 'unattended';
}

export interface Gate extends WriteGate {
  /**
   * Approves a job before it is created or resumed: the policy allows it and a person consents, as far as the write is
   * known by then. Gives what the person agreed to, undefined when no person has to be asked. Throws `policy.*`, and
   * what the person's refusal throws. Its calls then pass {@link WriteGate.open} with a permit.
   */
  readonly approveJob: (request: JobRequest, signal: AbortSignal) => Promise<JobApproval | undefined>;
  /** For a write of several calls. Throws as {@link WriteGate.open}. */
  readonly openSeveral: (write: Write, task: Pick<Task, 'signal' | 'startedBy'>) => Promise<OpenedWrite>;
}

export function createGate(orgId: string, parts: GateParts): Gate {
  const { policies } = parts;
  const entries = createEntries(orgId, parts);
  /** The ID of the journal entry. */
  const openNew = async (write: RequestedWrite, org: GuardedOrg, signal: AbortSignal): Promise<string> => {
    const policy = await policies.of(orgId);
    checkPolicy(policy, write, org);
    const wasAsked = await askConsent({ write, policy, org, signal }, parts.consent);
    if (wasAsked) checkPolicy(await policies.of(orgId), write, org);
    const id = crypto.randomUUID();
    await entries.begin(id, write, org);
    return id;
  };
  return {
    intentOf: writeIntent,
    resultOfAnswer,
    resultOfError,
    open: async (intent, permit, { signal, startedBy }) => {
      const write = { ...intent, ...(startedBy !== undefined && { startedBy }) };
      const org = await parts.org(orgId);
      return entries.withRejection({ write, permit, org }, async () => {
        if (permit) {
          checkPolicy(await policies.of(orgId), checkPermit(permit, write, org), org);
          await entries.beginJob(permit, org);
          return () => Promise.resolve();
        }
        const id = await openNew(write, org, signal);
        return (result: WriteResult) => entries.end(id, result);
      });
    },
    openSeveral: async (intent, { signal, startedBy }) => {
      const write = { ...intent, ...(startedBy !== undefined && { startedBy }) };
      const org = await parts.org(orgId);
      return entries.withRejection({ write, org }, async () => {
        const id = await openNew(write, org, signal);
        entries.hasBegun(id);
        return { permit: { ...write, jobId: id }, end: (result) => entries.end(id, result) };
      });
    },
    approveJob: async (request, signal) => {
      const { write, given, resumes } = request;
      const org = await parts.org(orgId);
      const approve = async (): Promise<JobApproval | undefined> => {
        const policy = await policies.of(orgId);
        if (resumes && forbids(policy, write, org)) return given;
        checkPolicy(policy, { rows: 0, ...write }, org);
        const needed = questionsFor(policy, write);
        if (!needed.confirm && !needed.typed) return given;
        if (given && (given.by === 'orgName' || !needed.typed)) return given;
        return askAboutJob({ ...request, policy, org, signal }, parts.consent);
      };
      // Without a person, no write was tried.
      return resumes === 'unattended' ? approve() : entries.withRejection({ write, org }, approve);
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
  /** The calls with a permit of this ID write no entry of their own. */
  readonly hasBegun: (id: string) => void;
  /** Journals the attempt when `check` rejects it: the journal shows who tried. */
  readonly withRejection: <T>(attempt: Attempt, check: () => Promise<T>) => Promise<T>;
}

/** The org's entries in the write journal. */
function createEntries(orgId: string, { journal, log, consent: { program } }: GateParts): Entries {
  /** The first line of each job, which all of its calls wait for: its parts start at the same time. */
  const jobs = new Map<string, Promise<void>>();
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
  const beginJob: Entries['beginJob'] = async ({ confirmed: _, ...permit }, org) => {
    const begun = jobs.get(permit.jobId) ?? begin(permit.jobId, permit, org);
    jobs.set(permit.jobId, begun);
    try {
      await begun;
    } catch (error) {
      if (jobs.get(permit.jobId) === begun) jobs.delete(permit.jobId);
      throw error;
    }
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
  return { begin, end, beginJob, hasBegun: (id) => void jobs.set(id, Promise.resolve()), withRejection };
}

function noJournal(cause: unknown, org: GuardedOrg): SalesforceError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SalesforceError('policy.noJournal', { org: org.label, reason }, { cause });
}

/** The answer is for the bytes that the file had when the question was asked. */
async function askAboutJob(
  { input, resumes, write, ...rest }: JobRequest & Omit<ConsentRequest, 'facts'>,
  consent: Consent,
): Promise<JobApproval> {
  const { org } = rest;
  if (resumes === 'unattended') {
    const details = { org: org.label, what: describeWrite(write) };
    throw new SalesforceError('policy.unconfirmed', { ...details, how: 'Resume the job to confirm it.' });
  }
  const { file, facts, version } = input;
  const before = await version();
  const inputSha256 = await input.sha256();
  await askConsent({ ...rest, write, facts }, consent);
  if ((await version()) !== before) throw new SalesforceError('policy.fileChanged', { org: org.label, file });
  return { by: questionsFor(rest.policy, write).typed ? 'orgName' : 'yes', inputSha256 };
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
  if (input?.rows !== undefined) checkPolicy(policy, { ...write, ...input }, org);
  const question = { ...write, ...input, ...needed, org: { orgId: org.orgId, label, username, instanceUrl, kind } };
  const { agreed, typed = '' } = await consent.ask(question, signal);
  const details = { org: org.label, what: describeWrite(question) };
  if (!agreed) throw new SalesforceError('policy.declined', details);
  const names = [org.label, org.username].map((name) => name.trim()).filter((name) => name !== '');
  if (needed.typed && !names.includes(typed.trim())) throw new SalesforceError('policy.wrongName', details);
  return true;
}
