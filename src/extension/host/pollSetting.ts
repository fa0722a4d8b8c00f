// The setting for how soon bulk jobs are polled, as a part of a job's spec.
import { workspace } from 'vscode';

/** Empty for the default, which is the core's own. */
export function pollSetting(): { readonly firstPollSeconds?: number } {
  const firstPollSeconds = workspace.getConfiguration('kinetic.bulk').get<number>('firstPollSeconds', 2);
  return firstPollSeconds === 2 ? {} : { firstPollSeconds };
}
