// Whether a policy lets more through than another: loosening production is a decision of its own.
import type { Access, OrgPolicy } from '../../../../core/core';

const strictness: Readonly<Record<Access, number>> = { full: 0, confirm: 1, readOnly: 2 };

/** True also when it lets other things through. */
export function isLooser(next: OrgPolicy, before: OrgPolicy): boolean {
  if (strictness[next.access] < strictness[before.access]) return true;
  if ((next.maxRows ?? Infinity) > (before.maxRows ?? Infinity)) return true;
  const allowed = lower(before.allowObjects);
  const denied = lower(before.denyObjects);
  const nextAllowed = lower(next.allowObjects);
  const letsMoreIn = allowed && (!nextAllowed || [...nextAllowed].some((name) => !allowed.has(name)));
  const nextDenied = lower(next.denyObjects) ?? new Set();
  return letsMoreIn === true || [...(denied ?? [])].some((name) => !nextDenied.has(name));
}

const lower = (names: readonly string[] | undefined): ReadonlySet<string> | undefined =>
  names && new Set(names.map((name) => name.toLowerCase()));
