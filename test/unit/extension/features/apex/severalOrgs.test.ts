// The same code in several orgs: a section for each, and no failure stops the others.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../../fakes/vscode';
import { Uri, type TextDocument } from 'vscode';
import { SalesforceError, type ApexResult, type Org, type OrgApis } from '../../../../../src/core/core';
import { createResults } from '../../../../../src/extension/features/apex/results';
import { runInSeveral } from '../../../../../src/extension/features/apex/severalOrgs';
import { createProblems } from '../../../../../src/extension/host/problems';
import type { Report } from '../../../../../src/extension/host/reports';

const orgs = [
  { orgId: 'a', label: 'Acme', kind: 'sandbox' },
  { orgId: 'b', label: 'Beta', kind: 'production' },
  { orgId: 'c', label: 'Ceta', kind: 'sandbox' },
] as unknown as readonly Org[];
const succeeded: ApexResult = { compiled: true, success: true, log: '' };

async function runWith(answers: Readonly<Record<string, ApexResult | Error>>) {
  const reports: Report[] = [];
  const kept: string[] = [];
  const document = { uri: Uri.file('/project/a.apex') } as TextDocument;
  await runInSeveral(
    { code: 'x', document, start: { line: 0, character: 0 } },
    {
      core: async () => ({
        org: async (orgId) => {
          const answer = answers[orgId] ?? assert.fail();
          const runAnonymous = () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer));
          return { apex: { runAnonymous } } as unknown as OrgApis;
        },
      }),
      currentOrg: async () => orgs[0],
      pickOrg: () => assert.fail(),
      pickOrgs: async () => orgs,
      ensureRunning: async (org) => org,
      results: createResults({ show: async (report) => void reports.push(report) }),
      history: { add: async (orgId) => void kept.push(orgId) },
      boundary: {
        run: async (work) => work(),
        runQuietly: async (work) => {
          await work();
        },
      },
      problems: createProblems('Kinetic'),
    },
  );
  return { text: reports.at(-1)?.text ?? '', reports, kept };
}

describe('Run Apex in several orgs', () => {
  beforeEach(() => resetEditor());

  it('has a section for each org, names production, and continues after a failure', async () => {
    const refused = new SalesforceError('policy.readOnly', { org: 'Beta', what: 'run anonymous Apex' });
    const { text, reports, kept } = await runWith({ a: succeeded, b: refused, c: succeeded });
    const lines = text.split('\n');
    assert.equal(lines[0], 'a.apex ran to its end in 2 of 3 orgs.');
    assert.deepEqual(
      lines.filter((line) => line.startsWith('────')),
      ['──── Acme ────', '──── Beta (PRODUCTION) ────', '──── Ceta ────'],
    );
    assert.match(text, /──── Beta \(PRODUCTION\) ────\n\nNot run: .*read-only/);
    assert.deepEqual([reports.length, kept], [3, ['a', 'c']]);
    assert.match(reports[0]?.text ?? '', /Still to run: Beta, Ceta/);
    assert.equal(editor.shown[0]?.text, 'a.apex ran to its end in 2 of 3 orgs.');
  });

  it('says which org was answered with no', async () => {
    const declined = new SalesforceError('policy.declined', { org: 'Beta', what: 'run anonymous Apex' });
    const { text } = await runWith({ a: succeeded, b: declined, c: succeeded });
    assert.match(text, /Beta \(PRODUCTION\) ────\n\nNot run: the question was answered with no\./);
  });

  it('ends at Cancel, and says in which orgs the code did not run', async () => {
    const { text, reports } = await runWith({
      a: Object.assign(new Error('canceled'), { name: 'AbortError' }),
      b: succeeded,
      c: succeeded,
    });
    assert.equal(reports.length, 1);
    assert.match(text, /^Not run: Beta, Ceta$/m);
    assert.doesNotMatch(text, /Still to run/);
    assert.equal(editor.shown[0]?.text, 'a.apex ran to its end in 0 of 3 orgs.');
  });

  it('does not say that the code did not run when its answer was lost', async () => {
    const { text } = await runWith({
      a: new SalesforceError('network.timeout', { host: 'acme', seconds: 660 }),
      b: succeeded,
      c: succeeded,
    });
    assert.match(text, /^It is not known whether the code ran: /m);
    assert.doesNotMatch(text, /Not run/);
  });

  it('shows no message when the code ran everywhere', async () => {
    await runWith({ a: succeeded, b: succeeded, c: succeeded });
    assert.deepEqual(editor.shown, []);
  });
});
