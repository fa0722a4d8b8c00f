// Two servers: what the one that we are signed in to redirects to the other, and what the other one receives.
import { strict as assert } from 'node:assert';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { SalesforceError } from '../../../src/core/errors/salesforceError';
import { openCoreSetup, quiet, type CoreSetup } from '../setup/coreSetup';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('a redirect to another server', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  let other: Server;
  let elsewhere: string;
  let seen: Seen[];
  /** What the other server answers. */
  let says: string;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true });
    [seen, says] = [[], ''];
    other = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
        response.end(says);
      });
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    other.closeAllConnections();
    other.close();
    await setup.close();
  });

  const send = (method: string | undefined, path: string, status: number, location = `${elsewhere}/there`): void => {
    const action = { kind: 'answer', status, headers: { Location: location } } as const;
    setup.practice.faults.add({ ...(method && { method }), path, times: 0, action });
  };
  const sawNoSecret = (): void => {
    for (const one of seen) {
      assert.equal(one.headers.authorization, undefined);
      assert.ok(!JSON.stringify(one).includes(setup.practice.accessToken.slice(16)), JSON.stringify(one));
    }
  };
  const thrownBy = async (work: Promise<unknown>): Promise<SalesforceError> => {
    let caught: unknown;
    await assert.rejects(work, (error) => Boolean((caught = error)));
    assert.ok(caught instanceof SalesforceError, String(caught));
    return caught;
  };

  for (const status of [301, 302, 303, 307, 308])
    it(`${status} is followed by a query, but without the session`, async () => {
      send('GET', '*/query', status);
      says = JSON.stringify({ totalSize: 1, done: true, records: [{ Id: 'from elsewhere' }] });
      assert.deepEqual(await setup.rowsOf('SELECT Id FROM Account'), [{ Id: 'from elsewhere' }]);
      assert.equal(seen.length, 1);
      sawNoSecret();
    });

  it('gives the results of a load, but without the session', async () => {
    send('GET', '*/failedResults*', 302);
    says = '"sf__Id","sf__Error","LastName","Email"\n"","INVALID_EMAIL_ADDRESS:no:Email --","Lee","no e-mail"\n';
    const file = await setup.csv('a.csv', 'LastName,Email\nMoss,\nLee,no e-mail\n');
    const state = await setup.load(file, { object: 'Contact' });
    assert.deepEqual([state.outcome, state.succeeded, state.failed], ['completed', 1, 1]);
    assert.ok(seen.length > 0);
    sawNoSecret();
  });

  it('gives the pages of an export, but without the session', async () => {
    send('GET', '*/results', 307);
    says = '"Id"\n"1"\n"2"\n"3"\n';
    const state = await setup.export('SELECT Id FROM Account');
    assert.deepEqual([state.outcome, state.succeeded], ['completed', 3]);
    assert.ok(seen.length > 0);
    sawNoSecret();
  });

  for (const status of [301, 302, 307, 308])
    it(`${status} is not followed by an upload: data goes only to the org`, async () => {
      send('PUT', '*/batches', status);
      const state = await setup.load(await setup.csv('a.csv', 'LastName\nCanary7\n'), { object: 'Contact' });
      assert.notEqual(state.outcome, 'completed');
      assert.equal(state.succeeded, 0);
      assert.deepEqual(seen, []);
    });

  for (const status of [302, 307, 308])
    it(`${status} is not followed by a login: keys and passwords go only to the login host`, async () => {
      send('POST', '*/oauth2/token', status);
      const { privateKeyPem, clientId, username } = setup.jwtApp();
      const spec = { login: 'jwt', loginUrl: setup.practice.url, privateKeyPem, clientId, username } as const;
      await thrownBy(setup.core.orgs.add(spec, quiet));
      assert.deepEqual(seen, []);
    });

  it('is not followed to plain HTTP on another machine, and the message has no code from the URL', async () => {
    send('GET', '*/query', 302, 'http://login.salesforce.com.evil.example/?code=Canary7&sid=Canary7');
    const error = await thrownBy(setup.rowsOf('SELECT Id FROM Account'));
    assert.equal(error.code, 'login.insecureUrl');
    assert.match(error.message, /evil\.example/);
    assert.doesNotMatch(error.message, /Canary7/);
  });

  it('is followed at most five times', async () => {
    send('GET', '*/query', 302, `${setup.practice.url}/services/data/v66.0/query`);
    setup.practice.requests.clear();
    assert.equal((await thrownBy(setup.rowsOf('SELECT Id FROM Account'))).code, 'network.notSalesforce');
    assert.equal(setup.practice.requests.all.length, 6);
  });
});
