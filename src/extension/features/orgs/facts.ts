// Caches the limits, versions and end date of each org. Rows that are drawn ask for them, at most once a minute.
import type { Core, Org, OrgFacts, Orgs } from '../../../core/core';
import type { Disposable } from '../../host/disposables';
import type { Adviser, Boundary, Remedy } from '../../host/errors';

export interface CachedFacts {
  readonly facts: OrgFacts;
  readonly askedAt: number;
  readonly renewsItself: boolean;
  /** Why facts are missing, and what can be done about it. */
  readonly problem?: { readonly sentence: string; readonly remedy?: Remedy };
}

/** Salesforce rejected the last request because the session has ended. */
export const hasEnded = (cached: CachedFacts | undefined): boolean => /^login\./.test(cached?.facts.error?.code ?? '');

export interface FactCache extends Disposable {
  /** The facts in the cache. Missing or outdated ones are requested, and `changed` is called when they arrive. */
  readonly request: (org: Org) => CachedFacts | undefined;
  /** The facts in the cache, without a request. */
  readonly get: (orgId: string) => CachedFacts | undefined;
  /** The next `request` asks Salesforce again; without an id, for every org. */
  readonly expire: (orgId?: string) => void;
  /** The same for every org with a problem. */
  readonly expireFailed: () => void;
}

export interface FactParts {
  readonly core: () => Promise<Pick<Core, 'org'>>;
  readonly orgs: () => Promise<Pick<Orgs, 'renewsItself'>>;
  readonly boundary: Boundary;
  readonly advise: Adviser;
  /** The facts of this org have changed. */
  readonly changed: (orgId: string) => void;
  /** The user asks for the facts of this org again. */
  readonly again: (orgId: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

interface Entry {
  cached?: CachedFacts;
  askedAt: number;
  asking: boolean;
}

const freshMs = 60_000;

export function createFactCache(parts: FactParts): FactCache {
  const entries = new Map<string, Entry>();
  const closing = new AbortController();
  const entryOf = (orgId: string): Entry => {
    const entry = entries.get(orgId) ?? { askedAt: -Infinity, asking: false };
    entries.set(orgId, entry);
    return entry;
  };
  const ask = async (org: Org, entry: Entry): Promise<void> => {
    entry.asking = true;
    await parts.boundary.runQuietly(async () => {
      const cached = await read(org, parts, closing.signal);
      if (cached) entry.cached = cached;
    });
    Object.assign(entry, { asking: false, askedAt: parts.now() });
    if (!closing.signal.aborted) parts.changed(org.orgId);
  };
  return {
    request: (org) => {
      const entry = entryOf(org.orgId);
      if (!entry.asking && parts.now() - entry.askedAt >= freshMs) void ask(org, entry);
      return entry.cached;
    },
    get: (orgId) => entries.get(orgId)?.cached,
    expire: (orgId) => {
      for (const [id, entry] of entries) if (orgId === undefined || id === orgId) entry.askedAt = -Infinity;
    },
    expireFailed: () => {
      for (const entry of entries.values()) if (entry.cached?.problem) entry.askedAt = -Infinity;
    },
    dispose: () => closing.abort(),
  };
}

/** Undefined when it was canceled. */
async function read(org: Org, parts: FactParts, signal: AbortSignal): Promise<CachedFacts | undefined> {
  const { toError, toSentence } = await import('../../words/errors');
  const { isCanceled, toSalesforceError } = await import('../../../core/core');
  const problemOf = (error: ReturnType<typeof toSalesforceError>): Required<CachedFacts>['problem'] => {
    const remedy = parts.advise(error, () => parts.again(org.orgId));
    return { sentence: toSentence(error), ...(remedy && { remedy }) };
  };
  try {
    const core = await parts.core();
    const { health } = await core.org(org.orgId);
    const { error, ...facts } = await health.facts({ signal, progress: () => undefined });
    return {
      facts: { ...facts, ...(error && { error }) },
      askedAt: parts.now(),
      renewsItself: await (await parts.orgs()).renewsItself(org.orgId),
      ...(error && { problem: problemOf(toError(error)) }),
    };
  } catch (thrown) {
    if (isCanceled(thrown)) return undefined;
    const problem = problemOf(toSalesforceError(thrown));
    return { facts: {}, askedAt: parts.now(), renewsItself: true, problem };
  }
}
