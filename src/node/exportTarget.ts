// The file that an export to a path changes: a link stays, and what it points to gets the records.
import { readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { SalesforceError } from '../core/ports';

/** As many as Linux follows. */
const maxLinks = 40;

/**
 * The system's folders of devices and open files, without that of files in memory. A rename there would replace a
 * device.
 */
const devices = /^\/(proc|dev(?!\/shm\/))(\/|$)/;

/** Throws `input.notAFile` for a device, also at the end of links. What does not exist yet keeps its name. */
export async function exportTarget(path: string): Promise<string> {
  let target = resolve(path);
  for (let links = 0; links < maxLinks; links++) {
    if (process.platform !== 'win32' && devices.test(target))
      throw new SalesforceError('input.notAFile', { file: path });
    const folder = await realpath(dirname(target)).catch(() => dirname(target));
    const here = join(folder, basename(target));
    if (here !== target) {
      target = here;
      continue;
    }
    const link = await readlink(target).catch(() => undefined);
    if (link === undefined) return target;
    target = resolve(folder, link);
  }
  throw new SalesforceError('input.cannotWrite', { file: path, reason: 'its links point to each other' });
}
