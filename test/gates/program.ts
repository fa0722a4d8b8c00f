// Runs a gate's program as npm run check does: its exit code and its output.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Ending {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function runNode(args: readonly string[], cwd = process.cwd()): Promise<Ending> {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? -1, stdout, stderr };
}
