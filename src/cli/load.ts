// `kinetic load`: starts a load and waits for it, or says what it would do.
import type { CommandOf } from './arguments';
import { completeLoad } from './completeLoad';
import { dryRun } from './dryRun';
import { warnOfLoadedBefore } from './loadedBefore';
import { exitCodeOf, report } from './report';
import { dropReserved, reserveFile, spool } from './reservedFile';
import type { Session } from './session';

export async function load(command: CommandOf<'load'>, session: Session): Promise<number> {
  const { file } = command.spec;
  return file === '-' ? loadStdin(command, session) : run(file, command, session);
}

/** The rows are read twice, and a resume or a retry may need them later. */
async function loadStdin(command: CommandOf<'load'>, session: Session): Promise<number> {
  const { core, console, task } = session;
  const reserved = await reserveFile('stdin.csv', core.jobs);
  try {
    await spool(console.stdin, reserved.file, task.signal);
    return await run(reserved.file, command, session, reserved.jobId);
  } finally {
    await dropReserved(reserved, core.jobs);
  }
}

/** `jobId`: of the job whose folder has the rows of stdin. */
async function run(file: string, command: CommandOf<'load'>, session: Session, jobId?: string): Promise<number> {
  const { spec, notes } = await completeLoad({ ...command, spec: { ...command.spec, file } }, session);
  session.console.err(notes);
  const { json } = command.output;
  const loadedBefore = await warnOfLoadedBefore(spec, session);
  const before = loadedBefore && { loadedBefore };
  if (command.isDryRun) return dryRun(spec, { json, isStdin: jobId !== undefined, ...before }, session);
  return exitCodeOf(
    report(
      (options) => session.core.run(spec, { ...options, ...(jobId !== undefined && { jobId }) }, session.task),
      { ...command, isNew: true, ...before },
      session,
    ),
  );
}
