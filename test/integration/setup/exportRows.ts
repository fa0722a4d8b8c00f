// Contacts with all values that are difficult in a CSV, and the bytes that their export must have.
import type { CoreSetup } from './coreSetup';

export const soql =
  "SELECT Id, LastName, Description, Account.Name FROM Contact WHERE External_Id__c LIKE 'K-%' ORDER BY External_Id__c";

/** Stores contacts directly in the org; every third one has a parent. */
export async function fillContacts(setup: CoreSetup, count: number): Promise<void> {
  const [account] = await setup.rowsOf('SELECT Id FROM Account LIMIT 1');
  const table = setup.practice.org.store.byName('Contact');
  const slot = (name: string) => table?.def.field(name)?.slot ?? 0;
  for (let i = 0; i < count; i++) {
    const values: (string | undefined)[] = [];
    values[slot('LastName')] = `L${i}`;
    values[slot('External_Id__c')] = `K-${String(i).padStart(8, '0')}`;
    values[slot('Description')] = [`"quoted", ${i}`, 'two\nlines', 'Žluťoučký\r\nkůň 🐎', undefined][i % 4];
    if (i % 3 === 0) values[slot('AccountId')] = String(account?.['Id']);
    table?.insert(values);
  }
}

/** The whole result in one page, requested without the core. */
export async function expectedCsv(setup: CoreSetup, statement: string, operation = 'query'): Promise<string> {
  const root = `${setup.practice.url}/services/data/v66.0/jobs/query`;
  const headers = { Authorization: `Bearer ${setup.practice.accessToken}`, 'Content-Type': 'application/json' };
  const create = await fetch(root, {
    method: 'POST',
    headers,
    body: JSON.stringify({ operation, query: statement }),
  });
  const { id } = (await create.json()) as { id: string };
  for (;;) {
    const answer = await fetch(`${root}/${id}/results?maxRecords=10000000`, { headers });
    const text = await answer.text();
    if (answer.status === 200) return text;
    if (!text.includes('INVALIDJOBSTATE')) throw new Error(text);
  }
}
