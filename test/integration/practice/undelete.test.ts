// SOAP undelete: records and their children come back, and every error has the words of Salesforce.
import assert from 'node:assert/strict';
import { startOrg, type Json, type OrgCaller } from './orgCaller';

describe('undelete of the practice org', () => {
  let org: OrgCaller;
  before(async () => {
    org = await startOrg({ seedAccounts: 2 });
  });
  after(() => org.close());

  const soap = async (
    ids: readonly string[],
    { session = org.practice.accessToken, allOrNone = false, api = 'u' } = {},
  ): Promise<{ status: number; xml: string }> => {
    const name = api === 'u' ? 'partner' : 'enterprise';
    const header = `<urn:SessionHeader><urn:sessionId>${session}</urn:sessionId></urn:SessionHeader><urn:AllOrNoneHeader><urn:allOrNone>${allOrNone}</urn:allOrNone></urn:AllOrNoneHeader>`;
    const body = `<urn:undelete>${ids.map((id) => `<urn:ids>${id}</urn:ids>`).join('')}</urn:undelete>`;
    const answer = await fetch(`${org.practice.url}/services/Soap/${api}/66.0`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/xml; charset=UTF-8', SOAPAction: '""' },
      body: `<se:Envelope xmlns:se="http://schemas.xmlsoap.org/soap/envelope/" xmlns:urn="urn:${name}.soap.sforce.com"><se:Header>${header}</se:Header><se:Body>${body}</se:Body></se:Envelope>`,
    });
    return { status: answer.status, xml: await answer.text() };
  };
  const texts = (xml: string, name: string): string[] =>
    [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => text);
  const create = async (object: string, record: Json): Promise<string> =>
    String(((await org.json('POST', `sobjects/${object}`, record)).body as Json)['id']);
  const remove = async (object: string, id: string): Promise<void> => {
    assert.equal((await org.json('DELETE', `sobjects/${object}/${id}`)).status, 204);
  };
  const isThere = async (object: string, id: string): Promise<boolean> =>
    (await org.json('GET', `sobjects/${object}/${id}`)).status === 200;

  it('brings back a record with its values, by both SOAP APIs', async () => {
    for (const api of ['u', 'c']) {
      const id = await create('Account', { Name: `Back ${api}` });
      await remove('Account', id);
      const { status, xml } = await soap([id.slice(0, 15)], { api });
      assert.equal(status, 200);
      assert.deepEqual([texts(xml, 'success'), texts(xml, 'id')], [['true'], [id]]);
      assert.equal(((await org.json('GET', `sobjects/Account/${id}`)).body as Json)['Name'], `Back ${api}`);
    }
  });

  it('brings back the children that were deleted with their parent, which cannot come back alone', async () => {
    const account = await create('Account', { Name: 'Family' });
    const contact = await create('Contact', { LastName: 'Child', AccountId: account });
    await remove('Account', account);
    const alone = await soap([contact]);
    assert.deepEqual(texts(alone.xml, 'statusCode'), ['UNDELETE_FAILED']);
    await soap([account]);
    assert.deepEqual([await isThere('Account', account), await isThere('Contact', contact)], [true, true]);
  });

  it('does not bring back a child that was deleted before its parent', async () => {
    const account = await create('Account', { Name: 'Family' });
    const contact = await create('Contact', { LastName: 'Gone', AccountId: account });
    await remove('Contact', contact);
    await remove('Account', account);
    await soap([account]);
    assert.equal(await isThere('Contact', contact), false);
  });

  it('fails row by row for ids that are not in the Recycle Bin', async () => {
    const live = await create('Account', { Name: 'Live' });
    const gone = await create('Account', { Name: 'Gone' });
    await remove('Account', gone);
    const { xml } = await soap([live, 'nonsense', gone, '005000000000001AAA']);
    assert.deepEqual(texts(xml, 'success'), ['false', 'false', 'true', 'false']);
    assert.deepEqual(texts(xml, 'statusCode'), [
      'UNDELETE_FAILED',
      'MALFORMED_ID',
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    ]);
    assert.equal(texts(xml, 'message')[0], 'Entity is not in the recycle bin');
  });

  it('undoes everything when all or none must succeed', async () => {
    const gone = await create('Account', { Name: 'Gone' });
    await remove('Account', gone);
    const { xml } = await soap([gone, '001000000000000AAA'], { allOrNone: true });
    assert.deepEqual(texts(xml, 'statusCode')[0], 'ALL_OR_NONE_OPERATION_ROLLED_BACK');
    assert.equal(await isThere('Account', gone), false);
    assert.deepEqual(texts((await soap([gone])).xml, 'success'), ['true']);
  });

  it('is refused without a session and for more than 200 ids', async () => {
    const refused = await soap(['001000000000001AAA'], { session: 'nonsense' });
    assert.deepEqual([refused.status, texts(refused.xml, 'faultcode')], [500, ['sf:INVALID_SESSION_ID']]);
    const many = await soap(Array.from({ length: 201 }, () => '001000000000001AAA'));
    assert.deepEqual([many.status, texts(many.xml, 'faultcode')], [500, ['sf:EXCEEDED_ID_LIMIT']]);
  });
});
