// Parameterized search: by query parameters, or by JSON.
import assert from 'node:assert/strict';
import { onlyError, startOrg, type Json, type OrgCaller } from './orgCaller';

describe('parameterized searches of the practice org', () => {
  let org: OrgCaller;
  before(async () => {
    org = await startOrg({ seedAccounts: 0 });
    for (const name of ['Needle One', 'Needle Two', 'Hay {stack}'])
      await org.json('POST', 'sobjects/Account', { Name: name });
    await org.json('POST', 'sobjects/Contact', { LastName: 'Needle', Email: 'needle@mail.example' });
  });
  after(() => org.close());

  const names = (body: unknown, field = 'Name'): unknown[] =>
    (body as { searchRecords: Json[] }).searchRecords.map((record) => record[field]);

  it('accept words, objects, fields and limits as query parameters', async () => {
    const address = 'parameterizedSearch?q=needle&sobject=Account&Account.fields=Id,Name&Account.limit=1';
    assert.deepEqual(names((await org.json('GET', address)).body), ['Needle One']);
    const everywhere = await org.json('GET', 'parameterizedSearch?q=needle');
    assert.equal(names(everywhere.body).length, 3);
    assert.equal(names((await org.json('GET', 'parameterizedSearch?q=needle&overallLimit=2')).body).length, 2);
  });

  it('accept the same and conditions as JSON', async () => {
    const { body } = await org.json('POST', 'parameterizedSearch', {
      q: 'needle',
      in: 'NAME',
      fields: ['Name'],
      sobjects: [
        { name: 'Account', where: "Name LIKE '%Two'" },
        { name: 'Contact', fields: ['LastName'], limit: 5 },
      ],
    });
    assert.deepEqual([names(body)[0], names(body, 'LastName')[1]], ['Needle Two', 'Needle']);
    const braces = { q: '{stack}', sobjects: [{ name: 'Account', fields: ['Name'] }] };
    assert.deepEqual(names((await org.json('POST', 'parameterizedSearch', braces)).body), ['Hay {stack}']);
  });

  it('are rejected without words, with an unknown field group, and with an invalid limit', async () => {
    for (const query of ['', 'q=needle&in=COLORS', 'q=needle&sobject=Account&Account.limit=few']) {
      const { status, body } = await org.json('GET', `parameterizedSearch?${query}`);
      assert.deepEqual([query, status, onlyError(body)['errorCode']], [query, 400, 'MALFORMED_SEARCH']);
    }
  });
});
