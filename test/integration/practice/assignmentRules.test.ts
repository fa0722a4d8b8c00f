// Assignment rules of leads and cases: the header of REST calls, the setting of bulk jobs, and the owner they give.
import assert from 'node:assert/strict';
import { onlyError, startOrg, type Json, type OrgCaller } from './orgCaller';

describe('assignment rules of the practice org', () => {
  let org: OrgCaller;
  let owners: Readonly<Record<'ada' | 'ben' | 'clara' | 'queue', string>>;
  before(async () => {
    org = await startOrg({ seedAccounts: 0 });
    const idOf = async (soql: string): Promise<string> => String((await org.query(soql)).records[0]?.['Id']);
    owners = {
      ada: await idOf("SELECT Id FROM User WHERE Alias = 'ada'"),
      ben: await idOf("SELECT Id FROM User WHERE Alias = 'ben'"),
      clara: await idOf("SELECT Id FROM User WHERE Alias = 'clara'"),
      queue: await idOf("SELECT Id FROM Group WHERE DeveloperName = 'Support_Queue'"),
    };
  });
  after(() => org.close());

  const send = async (
    method: string,
    path: string,
    { body, rule }: { body: Json; rule?: string },
  ): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(`${org.practice.url}/services/data/v66.0/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${org.practice.accessToken}`,
        'Content-Type': 'application/json',
        ...(rule !== undefined && { 'Sforce-Auto-Assign': rule }),
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
  const create = async (object: string, body: Json, rule?: string): Promise<string> => {
    const answer = await send('POST', `sobjects/${object}`, { body, ...(rule !== undefined && { rule }) });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return String((answer.body as Json)['id']);
  };
  const ownerOf = async (object: string, id: string): Promise<unknown> =>
    (await org.query(`SELECT OwnerId FROM ${object} WHERE Id = '${id}'`)).records[0]?.['OwnerId'];
  const ruleId = async (name: string): Promise<string> =>
    String((await org.query(`SELECT Id FROM AssignmentRule WHERE Name = '${name}'`)).records[0]?.['Id']);

  it('run over REST unless the header turns them off, also against an owner that the client sent', async () => {
    const web = { Subject: 'Broken', Origin: 'Web', OwnerId: owners.clara };
    assert.equal(await ownerOf('Case', await create('Case', web)), owners.queue);
    assert.equal(await ownerOf('Case', await create('Case', web, 'true')), owners.queue);
    assert.equal(await ownerOf('Case', await create('Case', web, 'FALSE')), owners.clara);
  });

  it('give the default owner to new records that match no entry', async () => {
    const phone = { Subject: 'Broken', Origin: 'Phone', OwnerId: owners.clara };
    assert.equal(await ownerOf('Case', await create('Case', phone)), owners.ada);
  });

  it('run for updates when the active rule is asked for, and keep the owner when no entry matches', async () => {
    const id = await create('Lead', { LastName: 'Moved', Company: 'Acme', OwnerId: owners.clara }, 'FALSE');
    await send('PATCH', `sobjects/Lead/${id}`, { body: { Phone: '5' } });
    assert.equal(await ownerOf('Lead', id), owners.clara);
    await send('PATCH', `sobjects/Lead/${id}`, { body: { LeadSource: 'Web' }, rule: 'FALSE' });
    assert.equal(await ownerOf('Lead', id), owners.clara);
    await send('PATCH', `sobjects/Lead/${id}`, { body: { Phone: '6' } });
    assert.equal(await ownerOf('Lead', id), owners.ben);
  });

  it('can be named by id, also an inactive one, which runs for new records', async () => {
    const urgent = await ruleId('Urgent Cases');
    const high = { Subject: 'Fire', Origin: 'Web', Priority: 'High' };
    assert.equal(await ownerOf('Case', await create('Case', high, urgent)), owners.clara);
  });

  it('reject a header that is no id, and rows whose object does not have the rule', async () => {
    const lead = { LastName: 'Lost', Company: 'Acme' };
    const wrong = await send('POST', 'sobjects/Lead', { body: lead, rule: 'mine' });
    assert.deepEqual([wrong.status, onlyError(wrong.body)['errorCode']], [400, 'MALFORMED_ID']);
    const other = await send('POST', 'sobjects/Lead', { body: lead, rule: await ruleId('Urgent Cases') });
    assert.deepEqual([other.status, onlyError(other.body)['errorCode']], [400, 'INVALID_CROSS_REFERENCE_KEY']);
  });

  it('run in collections', async () => {
    const body = { records: [{ attributes: { type: 'Lead' }, LastName: 'One', Company: 'Acme', LeadSource: 'Web' }] };
    const answer = await send('POST', 'composite/sobjects', { body });
    const [{ id }] = answer.body as [{ id: string }];
    assert.equal(await ownerOf('Lead', id), owners.ben);
  });

  it('run in a bulk job only when the job names one', async () => {
    const csv = 'LastName,Company,LeadSource\nBulk,Acme,Web\n';
    const idIn = (succeeded: string): string => /00Q\w{15}/.exec(succeeded)?.[0] ?? '';
    const plain = await org.load({ object: 'Lead', operation: 'insert' }, csv);
    assert.equal(await ownerOf('Lead', idIn(plain.succeeded)), owners.ada);
    const rule = await ruleId('Web Leads');
    const ruled = await org.load({ object: 'Lead', operation: 'insert', assignmentRuleId: rule }, csv);
    assert.equal(ruled.job['assignmentRuleId'], rule);
    assert.equal(await ownerOf('Lead', idIn(ruled.succeeded)), owners.ben);
  });
});
