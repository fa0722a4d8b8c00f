// Containers of the Tooling API: classes and triggers that are compiled, and saved, together or not at all.
import assert from 'node:assert/strict';
import { onlyError, startOrg, type Json, type OrgCaller } from './orgCaller';

type Message = Json & { readonly problem: string | null; readonly fullName: string };

interface Request {
  readonly State: string;
  readonly ErrorMsg: string | null;
  readonly DeployDetails: {
    readonly componentFailures: readonly Message[];
    readonly componentSuccesses: readonly Message[];
    readonly allComponentMessages: readonly Message[];
  };
}

describe('containers of the Tooling API of the practice org', () => {
  let org: OrgCaller;
  let count = 0;
  let nowMs = Date.parse('2026-03-01T12:00:00Z');
  before(async () => {
    org = await startOrg({ seedAccounts: 0, now: () => nowMs });
  });
  after(() => org.close());

  const create = async (object: string, fields: Json): Promise<string> => {
    const { status, body } = await org.json('POST', `tooling/sobjects/${object}`, fields);
    assert.equal(status, 201, JSON.stringify(body));
    return String((body as Json)['id']);
  };
  const refused = async (object: string, fields: Json): Promise<Json> => {
    const { status, body } = await org.json('POST', `tooling/sobjects/${object}`, fields);
    assert.equal(status, 400);
    return onlyError(body);
  };
  /** The field with which its members and requests name it. */
  const container = async (): Promise<{ readonly MetadataContainerId: string }> => ({
    MetadataContainerId: await create('MetadataContainer', { Name: `Container ${++count}` }),
  });
  const query = async (soql: string): Promise<Json[]> => {
    const { body } = await org.json('GET', `tooling/query?q=${encodeURIComponent(soql)}`);
    return (body as { records: Json[] }).records;
  };
  const compile = async (fields: Json): Promise<Request & { Id: string }> => {
    const id = await create('ContainerAsyncRequest', fields);
    for (;;) {
      const { body } = await org.json('GET', `tooling/sobjects/ContainerAsyncRequest/${id}`);
      if ((body as Request).State !== 'Queued') return body as Request & { Id: string };
    }
  };
  const anonymous = async (code: string): Promise<Json> => {
    const path = `tooling/executeAnonymous?anonymousBody=${encodeURIComponent(code)}`;
    return (await org.json('GET', path)).body as Json;
  };

  it('saves classes and a trigger that need each other, and then keeps the members as they were saved', async () => {
    const box = await container();
    const metadata = { apiVersion: 60, status: 'Active' };
    const member = (name: string, body: string): Json => ({ ...box, FullName: name, Body: body, Metadata: metadata });
    await create(
      'ApexClassMember',
      member('Ping', 'public class Ping { public static Integer n() { return Pong.n; } }'),
    );
    const pong = await create('ApexClassMember', member('Pong', 'public class Pong { public static Integer n = 7; }'));
    await create('ApexTriggerMember', member('OnTask', 'trigger OnTask on Task (before insert) { Ping.n(); }'));
    const request = await compile({ ...box, IsCheckOnly: false });
    assert.deepEqual([request.State, request.ErrorMsg], ['Completed', null]);
    const { componentFailures, componentSuccesses, allComponentMessages } = request.DeployDetails;
    assert.deepEqual([componentFailures.length, allComponentMessages.length], [0, 3]);
    assert.deepEqual(
      componentSuccesses.map(({ fileName, created, changed }) => [fileName, created, changed]),
      [
        ['classes/Ping.cls', true, true],
        ['classes/Pong.cls', true, true],
        ['triggers/OnTask.trigger', true, true],
      ],
    );
    assert.equal((await anonymous('System.assertEquals(7, Ping.n());'))['success'], true);
    const [saved] = await query("SELECT ApiVersion, IsValid FROM ApexClass WHERE Name = 'Pong'");
    assert.deepEqual([saved?.['ApiVersion'], saved?.['IsValid']], [60, true]);
    const [moved] = await query(`SELECT MetadataContainerId, Metadata FROM ApexClassMember WHERE Id = '${pong}'`);
    assert.deepEqual([moved?.['MetadataContainerId'], moved?.['Metadata']], [request.Id, metadata]);
    const { status, body } = await org.json('PATCH', `tooling/sobjects/ApexClassMember/${pong}`, {
      Body: 'class Pong {}',
    });
    assert.equal(status, 400);
    assert.match(String(onlyError(body)['message']), /was saved with its container/);
  });

  it('names each error with its place, and saves nothing', async () => {
    const box = await container();
    const right = { ...box, FullName: 'Fine', Body: 'public class Fine {}' };
    await create('ApexClassMember', right);
    const wrong = { ...box, FullName: 'Wrong', Body: 'public class Wrong {\n  Integer n = nothing;\n}' };
    const id = await create('ApexClassMember', wrong);
    const { State, DeployDetails } = await compile(box);
    assert.equal(State, 'Failed');
    const [failure] = DeployDetails.componentFailures;
    assert.deepEqual(
      [
        failure?.fullName,
        failure?.['lineNumber'],
        failure?.['columnNumber'],
        failure?.problem,
        failure?.['problemType'],
      ],
      ['Wrong', 2, 15, 'Variable does not exist: nothing', 'Error'],
    );
    assert.deepEqual(
      DeployDetails.componentSuccesses.map(({ fullName, changed }) => [fullName, changed]),
      [['Fine', false]],
    );
    assert.deepEqual(await query("SELECT Id FROM ApexClass WHERE Name IN ('Fine', 'Wrong')"), []);
    const mended = { Body: 'public class Wrong { Integer n = 1; }' };
    assert.equal((await org.json('PATCH', `tooling/sobjects/ApexClassMember/${id}`, mended)).status, 204);
    assert.equal((await compile(box)).State, 'Completed');
    assert.equal((await query("SELECT Id FROM ApexClass WHERE Name IN ('Fine', 'Wrong')")).length, 2);
  });

  it('compiles without saving when it only checks, also one member alone', async () => {
    const [saved] = await query("SELECT Id, Body FROM ApexClass WHERE Name = 'PriceCalculator'");
    const box = await container();
    const fields = { ...box, ContentEntityId: saved?.['Id'], Body: 'public class PriceCalculator { }' };
    const alone = { MetadataContainerMemberId: await create('ApexClassMember', fields) };
    for (const what of [box, alone]) {
      const { State, DeployDetails } = await compile({ ...what, IsCheckOnly: true });
      assert.equal(State, 'Completed');
      assert.deepEqual(DeployDetails.componentSuccesses[0]?.['id'], saved?.['Id']);
    }
    const [after] = await query("SELECT Body FROM ApexClass WHERE Name = 'PriceCalculator'");
    assert.equal(after?.['Body'], saved?.['Body']);
  });

  it('does not overwrite a class that was changed after the member was made', async () => {
    const entity = { ContentEntityId: await create('ApexClass', { Body: 'public class Busy { }' }) };
    const box = await container();
    await create('ApexClassMember', { ...box, ...entity, Body: 'public class Busy { Integer mine; }' });
    nowMs += 1000;
    const theirs = { Body: 'public class Busy { Integer theirs; }' };
    await org.json('PATCH', `tooling/sobjects/ApexClass/${entity.ContentEntityId}`, theirs);
    const { State, DeployDetails } = await compile(box);
    assert.equal(State, 'Failed');
    assert.match(String(DeployDetails.componentFailures[0]?.problem), /was changed in the org after the LastSyncDate/);
    const [after] = await query("SELECT Body FROM ApexClass WHERE Name = 'Busy'");
    assert.equal(after?.['Body'], theirs.Body);
  });

  it('refuses names that are taken, members without a class, second members, and requests for nothing', async () => {
    await create('MetadataContainer', { Name: 'Taken' });
    assert.equal((await refused('MetadataContainer', { Name: 'Taken' }))['errorCode'], 'DUPLICATE_VALUE');
    const box = await container();
    const code = { Body: 'public class PriceCalculator { }' };
    const nameless = await refused('ApexClassMember', { ...box, ...code });
    assert.deepEqual([nameless['errorCode'], nameless['fields']], ['REQUIRED_FIELD_MISSING', ['ContentEntityId']]);
    const first = { ...box, ...code, FullName: 'PriceCalculator' };
    await create('ApexClassMember', first);
    assert.equal((await refused('ApexClassMember', first))['errorCode'], 'DUPLICATE_VALUE');
    const both = { ...box, MetadataContainerMemberId: '400000000000001AAA' };
    for (const fields of [{}, both]) {
      const { errorCode, message } = await refused('ContainerAsyncRequest', fields);
      assert.equal(errorCode, 'FIELD_INTEGRITY_EXCEPTION');
      assert.match(String(message), /MetadataContainerId or a MetadataContainerMemberId, but not both/);
    }
    const empty = await compile(await container());
    assert.deepEqual([empty.State, empty.ErrorMsg], ['Error', 'The container has no members.']);
  });

  it('deletes the members with their container', async () => {
    const box = await container();
    await create('ApexClassMember', { ...box, FullName: 'Gone', Body: 'public class Gone {}' });
    assert.equal(
      (await org.json('DELETE', `tooling/sobjects/MetadataContainer/${box.MetadataContainerId}`)).status,
      204,
    );
    assert.deepEqual(await query("SELECT Id FROM ApexClassMember WHERE FullName = 'Gone'"), []);
  });
});
