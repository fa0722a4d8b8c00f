// The built command line as a script runs it, with the org and the data folder of a test's house.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { House } from './house';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export const runCli = (house: House, words: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const { SF_LOGIN_URL: _, ...inherited } = process.env;
    const env = {
      ...inherited,
      KINETIC_HOME: house.folder,
      SF_INSTANCE_URL: house.practice.url,
      SF_ACCESS_TOKEN: house.practice.accessToken,
    };
    const program = join(process.cwd(), 'dist', 'kinetic.js');
    const child = execFile(process.execPath, [program, ...words], { env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
