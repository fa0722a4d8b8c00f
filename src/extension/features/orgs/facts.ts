// What the tree knows of each org beyond its name: asked for while somebody looks, at most once a minute by itself.
import type { Core, Org, OrgFacts, Orgs } from '../../../core/core';
import type { Disposable } from '../../host/disposables';
import type { Adviser, Boundary, Remedy } from '../../host/errors';

export interface Known {
  readonly facts: OrgFacts;
  readonly askedAt: number;
  readonly renewsItself: boolean;
  /** Why facts are missing, and what may help. */
  readonly obstacle?: { readonly sentence: string; readonly remedy?: Remedy };
}

export interface FactBook extends Disposable {
  /** What is known by now. Missing or older facts are asked for, and `changed` is called when they are there. */
  readonly look: (org: Org) => Known | undefined;
  /** The same without asking. */
  readonly known: (orgId: string) => Known | undefined;
  /** The next look asks anew, whatever the age; without an id, of every org. */
  readonly outdate: (orgId?: string) => void;
  /** The same for orgs of which something could not be found out. */
  readonly outdateTroubled: () => void;
}

export interface FactParts {
  readonly core: () => Promise<Pick<Core, 'org'>>;
  readonly orgs: () => Promise<Pick<Orgs, 'renewsItself'>>;
  readonly boundary: Boundary;
  readonly advise: Adviser;
  /** What is known of this org has changed. */
  readonly changed: (orgId: string) => void;
  /** Somebody wants to have this org asked again. */
  readonly again: (orgId: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

interface Entry {
  known?: Known;
  askedAt: number;
  asking: boolean;
}

const freshMs = 60_000;

export function createFactBook(parts: FactParts): FactBook {
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
      const known = await read(org, parts, closing.signal);
      if (known) entry.known = known;
    });
    Object.assign(entry, { asking: false, askedAt: parts.now() });
    if (!closing.signal.aborted) parts.changed(org.orgId);
  };
  return {
    look: (org) => {
      const entry = entryOf(org.orgId);
      if (!entry.asking && parts.now() - entry.askedAt >= freshMs) void ask(org, entry);
      return entry.known;
    },
    known: (orgId) => entries.get(orgId)?.known,
    outdate: (orgId) => {
      for (const [id, entry] of entries) if (orgId === undefined || id === orgId) entry.askedAt = -Infinity;
    },
    outdateTroubled: () => {
      for (const entry of entries.values()) if (entry.known?.obstacle) entry.askedAt = -Infinity;
    },
    dispose: () => closing.abort(),
  };
}

/** Undefined when it was stopped. */
async function read(org: Org, parts: FactParts, signal: AbortSignal): Promise<Known | undefined> {
  const { toError, toSentence } = await import('../../words/errors');
  const { isStopped, toSalesforceError } = await import('../../../core/core');
  const obstacleOf = (error: ReturnType<typeof toSalesforceError>): Required<Known>['obstacle'] => {
    const remedy = parts.advise(error, () => parts.again(org.orgId));
    return { sentence: toSentence(error), ...(remedy && { remedy }) };
  };
  try {
    const core = await parts.core();
    const { health } = await core.org(org.orgId);
    const { trouble, ...facts } = await health.facts({ signal, progress: () => undefined });
    return {
      facts: { ...facts, ...(trouble && { trouble }) },
      askedAt: parts.now(),
      renewsItself: await (await parts.orgs()).renewsItself(org.orgId),
      ...(trouble && { obstacle: obstacleOf(toError(trouble)) }),
    };
  } catch (thrown) {
    if (isStopped(thrown)) return undefined;
    const obstacle = obstacleOf(toSalesforceError(thrown));
    return { facts: {}, askedAt: parts.now(), renewsItself: true, obstacle };
  }
}
