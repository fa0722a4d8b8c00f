// `kinetic export`: starts an export and waits for it.
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { ExportSpec } from '../core/core';
import { exportTarget } from '../node/exportTarget';
import type { CommandOf } from './arguments';
import { readQuery } from './querySource';
import { exitCodeOf, report } from './report';
import { dropReserved, reserveFile } from './reservedFile';
import type { Console, Session } from './session';

export async function exportRecords(command: CommandOf<'export'>, session: Session): Promise<number> {
  const { core, console, org, task } = session;
  const soql = await readQuery(command.source, console.stdin);
  const spec = { ...command.spec, soql, orgId: org.orgId };
  if (spec.file === '-') return toStdout(spec, command, session);
  const file = await exportTarget(spec.file);
  return exitCodeOf(
    report((options) => core.run({ ...spec, file }, options, task), { ...command, isNew: true }, session),
  );
}

/** Salesforce's count decides whether all records are there, so none is printed before the last one has arrived. */
async function toStdout(spec: ExportSpec, command: CommandOf<'export'>, session: Session): Promise<number> {
  const { core, console, task } = session;
  const reserved = await reserveFile(`records.${spec.format}`, core.jobs);
  const { jobId, file } = reserved;
  // The result says where the records are, which is stdout, and how many: that is for people.
  const result: Console = {
    ...console,
    out: (lines) => {
      console.err(lines);
      return Promise.resolve();
    },
  };
  try {
    const { code } = await report(
      (options) => core.run({ ...spec, file }, { ...options, jobId }, task),
      { ...command, isPrinted: true, isNew: true },
      { ...session, console: result },
    );
    if (core.jobs.get(jobId)?.outcome === 'completed') await printFile(file, console);
    return code;
  } finally {
    await dropReserved(reserved, core.jobs);
  }
}

async function printFile(file: string, { bytes }: Pick<Console, 'bytes'>): Promise<void> {
  try {
    await bytes(createReadStream(file));
  } finally {
    await rm(file);
  }
}
