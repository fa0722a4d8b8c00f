// The policies of the orgs that are shown, read from the disk at each drawing: other programs change them, too.
import type { Core, Org } from '../../../../core/core';
import type { KnownPolicy } from './words';

export async function readPolicies(
  orgs: readonly Org[],
  { policies }: Pick<Core, 'policies'>,
): Promise<ReadonlyMap<string, KnownPolicy>> {
  const read = async ({ orgId }: Org): Promise<KnownPolicy> => {
    try {
      return await policies.of(orgId);
    } catch {
      return 'unreadable';
    }
  };
  return new Map(await Promise.all(orgs.map(async (org) => [org.orgId, await read(org)] as const)));
}
