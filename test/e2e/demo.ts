// The demo without a person: loads two samples in the real workbench, then compares what the window said with the file
// and with what the org holds.
import { parse } from 'csv-parse/sync';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './installed';
import { loadCsv, showFailedRows, type LoadSeen } from './mainJob';
import type { PracticeOrg } from './practiceOrg';
import { openWorkbench, type Workbench } from './workbench';

export interface DemoSpec {
  readonly org: PracticeOrg;
  /** A scratch copy of samples/. */
  readonly samples: string;
  /** Tells the extension where the practice org is. */
  readonly env: Readonly<Record<string, string>>;
}

interface LoadChecked extends LoadSeen {
  readonly file: string;
  readonly rowsIn: number;
  /** Accounts that the load added to the org. */
  readonly heldByOrg: number;
  readonly addsUp: boolean;
}

/** Returns the exit code: 0 only if every row of the files is accounted for. */
export async function demonstrate({ org, samples, env }: DemoSpec): Promise<number> {
  const pictures = join(root, 'demo-output');
  const workbench = await openWorkbench({ folder: samples, env, pictures });
  try {
    const loads: LoadChecked[] = [];
    for (const file of ['accounts-good.csv', 'accounts-some-bad.csv']) {
      loads.push(await loadAndCompare({ workbench, org, folder: samples, file }));
    }
    const inGrid = await showFailedRows(workbench);
    const expected = loads.at(-1)?.failed;
    if (inGrid !== expected) throw new Error(`The grid holds ${inGrid} failed rows, the job had ${String(expected)}`);
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
}

async function loadAndCompare({ workbench, org, folder, file }: Load): Promise<LoadChecked> {
  const rowsIn = parse(readFileSync(join(folder, file)), { columns: true }).length;
  const before = await accounts(org);
  const seen = await loadCsv(workbench, file);
  const heldByOrg = (await accounts(org)) - before;
  const addsUp = seen.succeeded + seen.failed + seen.unprocessed === rowsIn && heldByOrg === seen.succeeded;
  return { file, rowsIn, ...seen, heldByOrg, addsUp };
}

const accounts = (org: PracticeOrg): Promise<number> =>
  org.count("SELECT COUNT() FROM Account WHERE External_Id__c LIKE 'ACC-%'");

function summary({ file, rowsIn, succeeded, failed, unprocessed, reasons, heldByOrg, addsUp }: LoadChecked): string {
  const lines = [
    `${file}: ${rowsIn} rows in, ${succeeded} succeeded, ${failed} failed, ${unprocessed} unprocessed`,
    ...reasons.map(({ count, code, message }) => `    ${count} × ${code}: ${message}`),
    `    the org holds ${heldByOrg} more accounts: ${addsUp ? 'adds up' : 'DOES NOT ADD UP'}`,
  ];
  return `\n${lines.join('\n')}\n`;
}
