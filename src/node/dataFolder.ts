// Where this computer keeps jobs, so that the editor and the command line see the same ones.
import { homedir } from 'node:os';
import { join } from 'node:path';

/** `KINETIC_HOME`, else the platform's folder for a user's application data. */
export function dataFolder(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  const { KINETIC_HOME, XDG_DATA_HOME, LOCALAPPDATA } = environment;
  if (KINETIC_HOME) return KINETIC_HOME;
  if (process.platform === 'win32')
    return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'kinetic-salesforce');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'kinetic-salesforce');
  return join(XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'kinetic-salesforce');
}
