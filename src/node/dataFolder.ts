// Where jobs and practice orgs are stored on this computer, so that VS Code and the command line share them.
import { homedir } from 'node:os';
import { join } from 'node:path';

/** `KINETIC_HOME`, or else the platform's folder for application data of the user. */
export function dataFolder(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  const { KINETIC_HOME, XDG_DATA_HOME, LOCALAPPDATA } = environment;
  if (KINETIC_HOME) return KINETIC_HOME;
  if (process.platform === 'win32')
    return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'kinetic-salesforce');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'kinetic-salesforce');
  return join(XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'kinetic-salesforce');
}

/** Of the data of practice orgs, and of the notes that say which of them run. */
export const practiceFolder = (): string => join(dataFolder(), 'practice');

/** Of debug logs that were opened or searched. */
export const logFolder = (): string => join(dataFolder(), 'logs');
