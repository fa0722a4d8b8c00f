// Any text as a statement gets a result or a Salesforce error; the org never throws anything else.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Refusal } from '../../../../src/practice/http/http';
import { ask, sampleOrg } from './sampleOrg';

const words = [
  ...'SELECT FROM WHERE AND OR NOT ( ) , = != < > LIKE IN NOT IN INCLUDES ORDER BY GROUP BY HAVING LIMIT OFFSET'.split(
    ' ',
  ),
  ...'Id Name Account Contact Contacts Owner.Name Account.Name Amount CreatedDate Rating Segments__c a'.split(' '),
  ...["'x'", "'it\\'s'", '5', '-1.5', 'null', 'TRUE', 'TODAY', 'LAST_N_DAYS:3', '2026-01-01', '2026-01-01T00:00:00Z'],
  ...[
    'COUNT()',
    'COUNT(Id)',
    'MAX(Amount)',
    'FIELDS(ALL)',
    'CALENDAR_YEAR(CreatedDate)',
    'TYPEOF',
    'END',
    ':x',
    '"',
    "'",
  ],
];

const soup = fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((parts) => parts.join(' '));
const likely = fc
  .tuple(fc.constantFrom(...words), soup, soup)
  .map(([field, where, rest]) => `SELECT ${field} FROM Account WHERE ${where} ${rest}`);

describe('any text as a statement', () => {
  const { org } = sampleOrg();
  const answersOrRefuses = async (text: string) => {
    try {
      const { totalSize } = await ask(org, text);
      assert.ok(totalSize >= 0);
    } catch (error) {
      assert.ok(error instanceof Refusal, `${text} → ${String(error)}`);
      assert.match(error.errors[0]?.errorCode ?? '', /^[A-Z_]+$/);
      assert.ok(error.message.length > 0);
    }
  };

  it('gets a result or a Salesforce error when it consists of SOQL words', () =>
    fc.assert(fc.asyncProperty(fc.oneof(soup, likely), answersOrRefuses), { numRuns: 600 }));

  it('gets a result or a Salesforce error when it is arbitrary', () =>
    fc.assert(fc.asyncProperty(fc.string({ unit: 'binary' }), answersOrRefuses), { numRuns: 300 }));
});
