// What every write to an org passes: the rules as they are now, the person's word, the journal.
import { SalesforceError, toSalesforceError } from '../errors/salesforceError';
import type { WriteEnd, WriteGate } from '../http/guardWrites';
import { writeIntent } from './intent/intent';
import { endOfAnswer, endOfError } from './intent/outcome';
import type { JobPermit, Write, WriteQuestion } from '../model/writes';
import type { Consent, Logger } from '../ports';
import type { Policies } from './policies';
import { check, describe, questionsFor, within, type GuardedOrg } from './rules';
import type { WriteJournal } from './writes';

export interface GateParts {
  readonly policies: Policies;
  readonly journal: WriteJournal;
  readonly consent: Consent;
  readonly log: Logger;
  /** Throws `login.missing`. */
  readonly org: (orgId: string) => Promise<GuardedOrg>;
}

/** A write and who wants it. */
type WantedWrite = Write & Pick<WriteQuestion, 'startedBy'>;

/** What a person is told beside the write itself. */
export type Beside = Pick<WriteQuestion, 'file' | 'rows' | 'isEstimate'>;

export interface Gate extends WriteGate {
  /**
   * The same before a job is made: allowed and agreed to as far as that can be told by then. Throws `policy.*`, and what
   * the person's turning away throws.
   */
  readonly permit: (write: WantedWrite, input: WriteInput, signal: AbortSignal) => Promise<void>;
}

/** The file of a job that is not made yet. */
export interface WriteInput {
  readonly file: string;
  readonly beside: () => Promise<Beside>;
  /** Another text when the file is another one. */
  readonly stamp: () => Promise<string>;
}

export function createGate(orgId: string, parts: GateParts): Gate {
  const { policies, journal, log } = parts;
  const begun = new Set<string>();
  const begin = async (id: string, write: WantedWrite | JobPermit, org: GuardedOrg): Promise<void> => {
    const about = { orgId, orgLabel: org.label, user: org.username, program: parts.consent.program };
    try {
      await journal.begin({ ...write, ...about, id });
    } catch (error) {
      throw noJournal(error, org);
    }
  };
  const end: WriteJournal['end'] = async (id, how) => {
    // The write is done: that nobody could note its end must not look as if it had failed.
    await journal.end(id, how).catch((error: unknown) => log.warn('the end of a write could not be noted', { error }));
  };
  /** Of a job there is one entry, whose end is written when the job ends. */
  const beginJob = async (permit: JobPermit, org: GuardedOrg): Promise<void> => {
    if (!begun.has(permit.jobId)) await begin(permit.jobId, permit, org);
    begun.add(permit.jobId);
  };
  /** A refusal is written down, too: somebody may want to know who tried. */
  const passing = async <T>(wanted: Wanted, org: GuardedOrg, pass: () => Promise<T>): Promise<T> => {
    try {
      return await pass();
    } catch (error) {
      const { code } = toSalesforceError(error);
      if (!code.startsWith('policy.') || code === 'policy.noJournal') throw error;
      const id = crypto.randomUUID();
      await (wanted.permit ? beginJob(wanted.permit, org) : begin(id, wanted.write, org));
      if (!wanted.permit) await end(id, { outcome: 'rejected', reason: code });
      throw error;
    }
  };
  return {
    intentOf: writeIntent,
    endOfAnswer,
    endOfError,
    open: async (asked, permit, { signal, startedBy }) => {
      const write = { ...asked, ...(startedBy !== undefined && { startedBy }) };
      const org = await parts.org(orgId);
      return passing({ write, permit }, org, async () => {
        const policy = await policies.of(orgId);
        check(policy, permit ? within(permit, write, org) : write, org);
        if (permit) {
          await beginJob(permit, org);
          return () => Promise.resolve();
        }
        if (await ask({ write, policy, org, signal }, parts.consent)) check(await policies.of(orgId), write, org);
        const id = crypto.randomUUID();
        await begin(id, write, org);
        return (how: WriteEnd) => end(id, how);
      });
    },
    permit: async (write, { file, beside, stamp }, signal) => {
      const org = await parts.org(orgId);
      await passing({ write }, org, async () => {
        const policy = await policies.of(orgId);
        check(policy, { rows: 0, ...write }, org);
        const before = await stamp();
        const asked = await ask({ write, policy, org, signal, beside }, parts.consent);
        if (asked && (await stamp()) !== before)
          throw new SalesforceError('policy.otherFile', { org: org.label, file });
      });
    },
  };
}

function noJournal(cause: unknown, org: GuardedOrg): SalesforceError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SalesforceError('policy.noJournal', { org: org.label, reason }, { cause });
}

interface Wanted {
  readonly write: WantedWrite;
  readonly permit?: JobPermit | undefined;
}

interface Asking {
  readonly write: WantedWrite;
  readonly policy: Parameters<typeof questionsFor>[0];
  readonly org: GuardedOrg;
  readonly signal: AbortSignal;
  readonly beside?: () => Promise<Beside>;
}

/** True when somebody was asked: that may take long, and the policy may be another one by then. */
async function ask({ write, policy, org, signal, beside }: Asking, consent: Consent): Promise<boolean> {
  const wanted = questionsFor(policy, write);
  if (!wanted.confirm && !wanted.typed) return false;
  const { label, username, instanceUrl, kind } = org;
  const who = { orgId: org.orgId, label, username, instanceUrl, kind };
  const known = await beside?.();
  // Nobody is asked for a yes that the rules would not take.
  if (known?.isEstimate === false) check(policy, { ...write, ...known }, org);
  const question = { ...write, ...known, ...wanted, org: who };
  const { agreed, typed = '' } = await consent.ask(question, signal);
  const about = { org: org.label, what: describe(question) };
  if (!agreed) throw new SalesforceError('policy.declined', about);
  const names = [org.label, org.username].map((name) => name.trim()).filter((name) => name !== '');
  if (wanted.typed && !names.includes(typed.trim())) throw new SalesforceError('policy.wrongName', about);
  return true;
}
