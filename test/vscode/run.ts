// Entry for VS Code's test runner: runs the test files of this folder with mocha and writes a report.
// KINETIC_TEST_REPORT is the folder of the report, because the console also has the messages of the editor.
import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

export async function run(): Promise<void> {
  const folder = process.env['KINETIC_TEST_REPORT'];
  if (folder === undefined) throw new Error('KINETIC_TEST_REPORT is not set: start through "npm run test:vscode"');
  const print = (...line: readonly unknown[]) => appendFileSync(join(folder, 'text'), `${format(...line)}\n`);
  try {
    const failures = await runMocha(print);
    writeFileSync(join(folder, 'done'), failures === 0 ? '0' : '1');
  } catch (error) {
    print(error);
    writeFileSync(join(folder, 'done'), '1');
  }
}

function runMocha(print: (...line: readonly unknown[]) => void): Promise<number> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    color: false,
    reporter: join(__dirname, '..', '..', '..', 'scripts', 'reporter.cjs'),
  });
  Mocha.reporters.Base.consoleLog = print;
  for (const name of readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.test.js')) mocha.addFile(join(__dirname, name));
  }
  return new Promise((resolve) => mocha.run(resolve));
}
