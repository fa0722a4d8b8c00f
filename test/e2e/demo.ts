// The headless demo: loads samples in the real workbench, then compares what the window shows with the file
// and with the records of the org.
import { parse } from 'csv-parse';
import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './installed';
import { loadCsv, openLine, showFailedRows, type LoadSeen } from './mainJob';
import type { PracticeOrg } from './practiceOrg';
import { openWorkbench, type Workbench } from './workbench';

export interface DemoSpec {
  readonly org: PracticeOrg;
  /** A temporary copy of samples/ with leads-100k.csv in it. */
  readonly samples: string;
  /** Tells the extension where the practice org is. */
  readonly env: Readonly<Record<string, string>>;
}

interface LoadChecked extends LoadSeen {
  readonly file: string;
  readonly rowsIn: number;
  /** Records that the load added to the org. */
  readonly heldByOrg: number;
  readonly addsUp: boolean;
}

const samplesToLoad = [
  { file: 'accounts-good.csv', object: 'Account' },
  { file: 'accounts-some-bad.csv', object: 'Account' },
  { file: 'leads-100k.csv', object: 'Lead' },
] as const;

/** Returns the exit code: 0 only if every row of the files has a result. */
export async function demonstrate({ org, samples, env }: DemoSpec): Promise<number> {
  const pictures = join(root, 'demo-output');
  const workbench = await openWorkbench({ folder: samples, env, pictures });
  try {
    const loads: LoadChecked[] = [];
    for (const sample of samplesToLoad)
      loads.push(await loadAndCompare({ workbench, org, folder: samples, ...sample }));
    const pageErrors = workbench.pageErrors();
    writeFileSync(join(pictures, 'result.json'), `${JSON.stringify({ loads, pageErrors }, null, 2)}\n`);
    for (const load of loads) process.stdout.write(summary(load));
    process.stdout.write(`\nScreenshots and result.json are in ${pictures}\n`);
    return pageErrors.length === 0 && loads.every(({ addsUp }) => addsUp) ? 0 : 1;
  } catch (error) {
    await workbench.keepEvidence();
    throw error;
  } finally {
    await workbench.close();
  }
}

interface Load {
  readonly workbench: Workbench;
  readonly org: PracticeOrg;
  readonly folder: string;
  readonly file: string;
  readonly object: string;
}

async function loadAndCompare({ workbench, org, folder, file, object }: Load): Promise<LoadChecked> {
  const held = () => org.count(`SELECT COUNT() FROM ${object} WHERE External_Id__c LIKE 'DEMO-%'`);
  const rowsIn = await rowsOf(join(folder, file));
  const before = await held();
  const seen = await loadCsv(workbench, file);
  const inGrid = seen.failed > 0 ? await showFailedRows(workbench) : 0;
  if (inGrid > 0) await openLine(workbench);
  const heldByOrg = (await held()) - before;
  const settled = seen.succeeded + seen.failed + seen.unprocessed;
  const explained = seen.reasons.reduce((sum, { count }) => sum + count, 0);
  const addsUp =
    settled === rowsIn && heldByOrg === seen.succeeded && explained === seen.failed && inGrid === seen.failed;
  return { file, rowsIn, ...seen, heldByOrg, addsUp };
}

async function rowsOf(path: string): Promise<number> {
  let rows = 0;
  for await (const _ of createReadStream(path).pipe(parse({ columns: true }))) rows += 1;
  return rows;
}

function summary({ file, rowsIn, succeeded, failed, unprocessed, reasons, heldByOrg, addsUp }: LoadChecked): string {
  const lines = [
    `${file}: ${rowsIn} rows in, ${succeeded} succeeded, ${failed} failed, ${unprocessed} unprocessed`,
    ...reasons.map(({ count, code, message }) => `    ${count} × ${code}: ${message}`),
    `    the org holds ${heldByOrg} more records: ${addsUp ? 'the counts match' : 'THE COUNTS DO NOT MATCH'}`,
  ];
  return `\n${lines.join('\n')}\n`;
}
