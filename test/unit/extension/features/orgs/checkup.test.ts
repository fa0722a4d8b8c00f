// The report and the line that a check ends with: what is missing comes first, with the place to add it.
import { strict as assert } from 'node:assert';
import '../../../../fakes/vscode';
import * as core from '../../../../../src/core/core';
import { checkupLine, checkupPage } from '../../../../../src/extension/features/orgs/checkupText';

const org: core.Org = {
  orgId: '00D1-0051',
  username: 'pat@acme.example',
  label: 'Acme [1](x)',
  kind: 'sandbox',
  apiVersion: '66.0',
  login: 'web',
  instanceUrl: 'https://acme.my.salesforce.com',
};
const ids = Object.keys(core.checks) as readonly core.CheckId[];
const findings = (others: Partial<Record<core.CheckId, Partial<core.Finding>>> = {}): readonly core.Finding[] =>
  ids.map((check) => ({ check, verdict: 'ok', details: {}, ...others[check] }));
const page = (found: readonly core.Finding[], of = org): string =>
  checkupPage({ org: of, findings: found, checkedAt: 0, core, explain: ({ code }) => `because of ${code}` });
const line = (found: readonly core.Finding[]): string =>
  checkupLine({ org, findings: found, core, explain: ({ code }) => `${code}.` });

describe('the report of a check', () => {
  it('puts what is missing first, says what it is for, and links to the page in Setup', () => {
    const text = page(
      findings({
        hardDelete: { verdict: 'missing' },
        bulkBatches: { verdict: 'low', details: { remaining: 5, max: 100 } },
      }),
    );
    assert.match(text, /## ✗ Bulk API Hard Delete: missing\n\nOnly needed to delete records without the Recycle Bin\./);
    assert.match(text, /\(https:\/\/acme\.my\.salesforce\.com\/lightning\/setup\/PermSets\/home\)/);
    assert.match(text, /## ▲ Bulk API batches: nearly used up/);
    assert.ok(text.indexOf('## ✗') < text.indexOf('## All checks'));
    assert.match(text, /\| ▲ nearly used up \| Bulk API batches \| 5 of 100 left \|/);
    assert.equal(text.match(/^\| [✓✗▲?]/gm)?.length, ids.length);
  });

  it('says why something could not be checked, and calls a limit without rest used up', () => {
    const error = { code: 'request.noAccess', details: {} };
    const text = page(findings({ apiRequests: { verdict: 'unknown', error }, dataStorage: { verdict: 'missing' } }));
    assert.match(text, /\| \? could not be checked \| API requests \| because of request\\\.noAccess \|/);
    assert.match(text, /## ✗ Data storage: used up/);
  });

  it('shows a name as text, and has no link where there is no Setup', () => {
    const text = page(findings({ hardDelete: { verdict: 'missing' } }), { ...org, kind: 'practice' });
    assert.doesNotMatch(text, /\]\(/);
  });
});

describe('the line of a check', () => {
  it('does not call an org ready that could not be checked at all', () => {
    const error = { code: 'network.unreachable', details: {} };
    const found = ids.map((check) => ({ check, verdict: 'unknown', details: {}, error }) as const);
    assert.equal(line(found), 'Acme [1](x) could not be checked: network.unreachable.');
  });

  it('names what is required before what some tasks need, and that before what could not be checked', () => {
    assert.equal(line(findings()), 'Acme [1](x) is ready.');
    const unknown = { bulkQueryJobs: { verdict: 'unknown' } } as const;
    assert.match(
      line(findings(unknown)),
      /^Acme \[1\]\(x\) looks ready, but these could not be checked: Bulk query jobs\.$/,
    );
    const missingOptional = { ...unknown, viewAllData: { verdict: 'missing' } } as const;
    assert.match(line(findings(missingOptional)), / is ready\. Some tasks also need: View All Data\.$/);
    assert.match(
      line(findings({ ...missingOptional, apiEnabled: { verdict: 'missing' } })),
      / is not ready\. Missing: API Enabled\.$/,
    );
  });
});
