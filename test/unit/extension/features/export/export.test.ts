// The export flow's answers: what is offered, what changes with what, and what is asked for in the end.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../../fakes/vscode';
import type { Org } from '../../../../../src/core/core';
import { cutOut } from '../../../../../src/shared/cutOut';
import { fileNameFor, toSpec, withFormat, type ExportDraft } from '../../../../../src/extension/features/export/draft';
import { offerChoices } from '../../../../../src/extension/features/export/offer';
import { askSoql } from '../../../../../src/extension/features/export/askSoql';
import { exportTitle } from '../../../../../src/extension/features/export/words';

const practice: Org = {
  orgId: '00D5e0000000001EAA-0055e0000000001AAA',
  username: 'admin@practice.example',
  label: 'Practice org',
  instanceUrl: 'http://127.0.0.1:4000',
  kind: 'practice',
  apiVersion: '66.0',
  login: 'practice',
};

const soql = 'SELECT Id,\n  Name\nFROM Account';
const draft: ExportDraft = {
  org: practice,
  source: { soql },
  object: 'Account',
  construct: undefined,
  prefersRest: false,
  format: 'csv',
  all: false,
  plainNumbers: false,
  file: '/project/Account-2026-03-09.csv',
  mayReplace: false,
};
const texts = (of: ExportDraft): readonly string[] =>
  offerChoices(of).map((entry) => ('heading' in entry ? `-- ${entry.heading}` : entry.label));
const first = (of: ExportDraft) => {
  const [choice] = offerChoices(of);
  assert.ok(choice && 'value' in choice);
  return choice;
};

describe('the offer of an export', () => {
  it('is everything in one line, with the query below it', () => {
    const { value, label, detail } = first(draft);
    assert.deepEqual(
      [value, label, detail],
      ['start', 'Export Account → Account-2026-03-09.csv', 'CSV · SELECT Id, Name FROM Account'],
    );
  });

  it('lets every answer be changed', () => {
    assert.deepEqual(texts(draft).slice(1), [
      '-- Change',
      'File: Account-2026-03-09.csv',
      'Format: CSV',
      'Records: without deleted and archived records',
      'Numbers: as Salesforce writes them, such as 8.77E7',
      'API: Bulk API',
      'Query: SELECT Id, Name FROM Account',
      'Org: Practice org',
    ]);
  });

  it('names what the Bulk API does not support, and uses REST', () => {
    const grouped = { ...draft, construct: 'GROUP BY' };
    assert.match(first(grouped).detail ?? '', /^REST, because the Bulk API does not support GROUP BY · CSV/);
    assert.ok(texts(grouped).includes('API: REST'));
    assert.equal(toSpec(grouped, '/x.csv').rest, true);
  });

  it('asks for a file first where no folder is open', () => {
    const { value, label } = first({ ...draft, file: undefined });
    assert.deepEqual([value, label], ['file', 'Choose where to save Account…']);
  });

  it('names the org, and marks production in words', () => {
    assert.equal(exportTitle('Account', practice), 'Export Account ← Practice org');
    assert.equal(
      exportTitle('', { ...practice, label: 'Acme', kind: 'production' }),
      'Export Query Results ← Acme (PRODUCTION)',
    );
  });
});

describe('the answers of an export', () => {
  it('name the file after object and day', () => {
    assert.equal(fileNameFor('My__c', 'csv', new Date(2026, 2, 9, 23, 59)), 'My__c-2026-03-09.csv');
    assert.equal(fileNameFor('', 'jsonl', new Date(2026, 10, 20)), 'records-2026-11-20.jsonl');
  });

  it('change the ending with the format, and ask again before another file is replaced', () => {
    const lines = withFormat({ ...draft, mayReplace: true }, 'jsonl');
    assert.deepEqual([lines.file, lines.mayReplace], ['/project/Account-2026-03-09.jsonl', false]);
    const own = withFormat({ ...draft, file: '/project/mine.txt', mayReplace: true }, 'jsonl');
    assert.deepEqual([own.file, own.mayReplace], ['/project/mine.txt', true]);
  });

  it('become the job that is started', () => {
    assert.deepEqual(toSpec({ ...draft, all: true, mayReplace: true }, '/project/a.csv'), {
      kind: 'export',
      orgId: practice.orgId,
      soql,
      file: '/project/a.csv',
      format: 'csv',
      all: true,
      overwrite: true,
    });
  });
});

describe('a query of several lines in a box of one line', () => {
  beforeEach(resetEditor);
  const asked = async (answer: (shown: string) => string): Promise<unknown> => {
    editor.answer = ({ value }) => answer(value);
    return askSoql({ title: '', canGoBack: true }, soql);
  };

  it('keeps its words apart when the user adds to it', async () => {
    assert.equal(await asked((shown) => `${shown} LIMIT 5`), 'SELECT Id,   Name FROM Account LIMIT 5');
  });

  it('stays as it is written when it is not changed', async () => {
    assert.equal(await asked((shown) => shown), soql);
  });
});

describe('a query in code', () => {
  const plain = "SELECT Id FROM Account WHERE (Name = 'a')";
  for (const around of [
    '{}',
    '\n  {} ;\n',
    '"{}"',
    "'{}';",
    '`{}`',
    '[{}]',
    '([ {} ])',
    "// it's\n{}",
    '/* [all] */ [{};]',
    'Database.query',
  ])
    it(`is found in ${JSON.stringify(around)}`, () => {
      const text = around.replace('{}', plain);
      const isThere = around.includes('{}');
      assert.deepEqual(cutOut(text), { soql: isThere ? plain : text, at: isThere ? text.indexOf(plain) : 0 });
    });
});
