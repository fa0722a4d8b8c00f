// The page about faults has every fault and every test, and no code that does not exist.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { catalog } from '../../../src/core/core';
import { temporaryFaults, lastingFaults } from '../setup/faultPlans';

describe('docs/faults.md', () => {
  const page = readFileSync('docs/faults.md', 'utf8');

  it('has a row for every tested fault', () => {
    const rows = page.split('\n').map((line) => line.split('|')[1]?.trim());
    for (const fault of [...Object.keys(temporaryFaults), ...Object.keys(lastingFaults)])
      assert.ok(rows.includes(fault), fault);
  });

  it('names only tests and codes that exist', () => {
    const names = [...page.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
    for (const name of names.filter((one) => one.endsWith('.test.ts')))
      assert.ok(existsSync(name.includes('/') ? name : `test/integration/${name}`), name);
    for (const code of names.filter((one) => /^(job|login|limit|network|request|server|input)\.\w+$/.test(one)))
      assert.ok(code in catalog, code);
  });
});
