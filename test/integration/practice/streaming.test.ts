// The Streaming API of the practice org: CometD over long polling, with Salesforce's errors and advice.
import assert from 'node:assert/strict';
import { startPracticeOrg } from '../../../src/practice/practice';
import { startOrg, type Json, type OrgCaller } from './orgCaller';

/** One client of the protocol: its cookie, and its messages as requests. */
class Bayeux {
  cookie = '';
  clientId = '';
  constructor(
    readonly url: string,
    readonly token: string | undefined,
    readonly path = '/cometd/66.0',
  ) {}

  async send(messages: Json | readonly Json[]): Promise<Json[]> {
    const response = await fetch(this.url + this.path, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(this.token !== undefined && { Authorization: `OAuth ${this.token}` }),
        ...(this.cookie !== '' && { Cookie: this.cookie }),
      },
      body: JSON.stringify(messages),
    });
    assert.equal(response.status, 200);
    this.cookie = response.headers.get('set-cookie')?.split(';')[0] ?? this.cookie;
    return (await response.json()) as Json[];
  }

  async handshake(): Promise<Json> {
    const supportedConnectionTypes = ['long-polling', 'callback-polling'];
    const [answer] = await this.send([
      { channel: '/meta/handshake', version: '1.0', supportedConnectionTypes, id: '1', ext: { replay: true } },
    ]);
    this.clientId = (answer?.['clientId'] as string | undefined) ?? '';
    return answer ?? {};
  }

  connect(more: Json = {}): Promise<Json[]> {
    const { clientId } = this;
    return this.send([{ channel: '/meta/connect', clientId, connectionType: 'long-polling', id: '2', ...more }]);
  }

  async subscribe(subscription: unknown): Promise<Json> {
    const [answer] = await this.send([{ channel: '/meta/subscribe', clientId: this.clientId, subscription, id: '3' }]);
    return answer ?? {};
  }
}

describe('the Streaming API of the practice org', () => {
  let org: OrgCaller;
  let nowMs = Date.parse('2026-03-01T12:00:00Z');
  before(async () => {
    org = await startOrg({ seedAccounts: 0, now: () => nowMs });
  });
  after(() => org.close());

  const client = (path?: string): Bayeux => new Bayeux(org.practice.url, org.practice.accessToken, path);
  const joined = async (...channels: string[]): Promise<Bayeux> => {
    const one = client();
    await one.handshake();
    await one.connect();
    for (const channel of channels) assert.equal((await one.subscribe(channel))['successful'], true);
    return one;
  };
  const trace = async (): Promise<void> => {
    const post = async (object: string, fields: Json) =>
      ((await org.json('POST', `tooling/sobjects/${object}`, fields)).body as Json)['id'];
    const level = await post('DebugLevel', { DeveloperName: 'Streamed', MasterLabel: 'Streamed', ApexCode: 'DEBUG' });
    const { adminUserId } = org.practice.org;
    await post('TraceFlag', { TracedEntityId: adminUserId, LogType: 'USER_DEBUG', DebugLevelId: level });
  };

  it('shakes hands and answers the first connect at once, with the advice for the next ones', async () => {
    const one = client();
    const { clientId, ...rest } = await one.handshake();
    assert.deepEqual(rest, {
      ext: { replay: true, 'payload.format': true },
      minimumVersion: '1.0',
      supportedConnectionTypes: ['long-polling'],
      channel: '/meta/handshake',
      id: '1',
      version: '1.0',
      successful: true,
    });
    assert.match(one.cookie, /^BAYEUX_BROWSER=\w+$/);
    assert.deepEqual(await one.connect(), [
      {
        clientId,
        advice: { interval: 0, timeout: 110_000, reconnect: 'retry' },
        channel: '/meta/connect',
        id: '2',
        successful: true,
      },
    ]);
    assert.deepEqual(await one.connect({ advice: { timeout: 0 } }), [
      { clientId, channel: '/meta/connect', id: '2', successful: true },
    ]);
  });

  it('sends each new debug log to the client that waits, and to the next connect of one that does not', async () => {
    const waiting = await joined('/systemTopic/Logging');
    const later = await joined('/systemTopic/Logging', '/systemTopic/TestResult');
    await trace();
    const connected = waiting.connect();
    await org.json('GET', `tooling/executeAnonymous?anonymousBody=${encodeURIComponent("System.debug('x');")}`);
    const [event, reply] = await connected;
    const { body } = await org.json('GET', 'tooling/query?q=SELECT+Id+FROM+ApexLog+ORDER+BY+StartTime+DESC+LIMIT+1');
    const [log] = (body as { records: Json[] }).records;
    assert.deepEqual(event, {
      data: { event: { createdDate: '2026-03-01T12:00:00.000Z', type: 'created' }, sobject: { Id: log?.['Id'] } },
      channel: '/systemTopic/Logging',
    });
    assert.deepEqual([reply?.['channel'], reply?.['successful']], ['/meta/connect', true]);
    assert.equal((await later.connect({ advice: { timeout: 0 } })).length, 2);
  });

  it('tells about the progress of a test run, the last time when its results are there', async () => {
    const one = await joined('/systemTopic/TestResult');
    const started = await org.json('POST', 'tooling/runTestsAsynchronous', { classNames: 'CampaignTriggerTest' });
    let status: unknown;
    do {
      const [event] = await one.connect();
      assert.deepEqual((event?.['data'] as Json)['sobject'], { Id: started.body });
      const soql = `SELECT Status FROM ApexTestRunResult WHERE AsyncApexJobId = '${String(started.body)}'`;
      const { body } = await org.json('GET', `tooling/query?q=${encodeURIComponent(soql)}`);
      status = (body as { records: Json[] }).records[0]?.['Status'];
    } while (status === 'Processing');
    assert.equal(status, 'Completed');
  });

  it('refuses channels that do not exist', async () => {
    const one = await joined();
    const refused = async (channel: unknown): Promise<unknown> => {
      const answer = await one.subscribe(channel);
      assert.deepEqual([answer['successful'], answer['subscription']], [false, channel]);
      return answer['error'];
    };
    assert.equal(
      await refused('/topic/AccountUpdates'),
      '400::The channel you requested to subscribe to does not exist {/topic/AccountUpdates}',
    );
    assert.equal(await refused('topic'), "400::Channel subscriptions must start with a leading '/'");
    assert.equal(await refused(''), '400::Channel name not specified');
  });

  it('denies the handshake without a valid login, and says why', async () => {
    for (const [token, failureReason] of [
      [undefined, '401::Request requires authentication'],
      ['expired', '401::Authentication invalid'],
    ] as const) {
      assert.deepEqual(await new Bayeux(org.practice.url, token).handshake(), {
        ext: { sfdc: { failureReason } },
        advice: { reconnect: 'none' },
        channel: '/meta/handshake',
        id: '1',
        error: '403::Handshake denied',
        successful: false,
      });
    }
  });

  it('ends the connection of a client whose login ended while it waited', async () => {
    const { sessions, adminUserId } = org.practice.org;
    const { accessToken } = sessions.open({ userId: adminUserId, clientId: 'x', scope: 'api', isIntrospectable: true });
    const one = new Bayeux(org.practice.url, accessToken);
    await one.handshake();
    sessions.end(accessToken);
    const [answer] = await one.connect();
    assert.deepEqual(
      [answer?.['error'], answer?.['advice']],
      ['401::Authentication invalid', { reconnect: 'none', interval: 0 }],
    );
  });

  it('sends a client that stayed away for more than 40 seconds back to the handshake', async () => {
    const one = await joined('/systemTopic/Logging');
    nowMs += 40_000;
    assert.equal((await one.connect({ advice: { timeout: 0 } }))[0]?.['successful'], true);
    nowMs += 40_001;
    assert.deepEqual(await one.connect(), [
      {
        advice: { interval: 0, reconnect: 'handshake' },
        channel: '/meta/connect',
        id: '2',
        error: '403::Unknown client',
        successful: false,
      },
    ]);
  });

  it('asks for its cookie', async () => {
    const one = client();
    await one.handshake();
    one.cookie = '';
    const [answer] = await one.connect();
    assert.equal(
      answer?.['error'],
      `400::Client ${one.clientId} has established a session, but no BAYEUX_BROWSER cookie present`,
    );
    one.cookie = 'BAYEUX_BROWSER=another';
    assert.equal((await one.connect())[0]?.['error'], '403::Unknown client');
  });

  it('ends a connect that waits when the client disconnects, and knows it no more', async () => {
    const one = await joined('/systemTopic/Logging');
    const waiting = one.connect();
    const { clientId } = one;
    const [left] = await one.send([{ channel: '/meta/disconnect', clientId, id: '9' }]);
    assert.deepEqual(left, { clientId, channel: '/meta/disconnect', id: '9', successful: true });
    assert.equal((await waiting).at(-1)?.['successful'], true);
    assert.equal((await one.connect())[0]?.['error'], '403::Unknown client');
  });

  it('does not make the subscriptions of one request wait for its connect', async () => {
    const one = await joined();
    const { clientId } = one;
    const answers = await one.send([
      { channel: '/meta/connect', clientId, connectionType: 'long-polling' },
      { channel: '/meta/subscribe', clientId, subscription: ['/systemTopic/Logging', '/systemTopic/TestResult'] },
      { channel: '/meta/unsubscribe', clientId, subscription: '/systemTopic/Logging' },
      { channel: '/topic/Mine', clientId, data: {} },
    ]);
    assert.deepEqual(
      answers.map(({ successful, error }) => error ?? successful),
      [true, true, true, '404::Unknown channel'],
    );
  });

  it('serves retired versions too, and names what is wrong with others', async () => {
    assert.equal((await client('/cometd/36.0/handshake').handshake())['successful'], true);
    for (const path of ['/cometd', '/cometd/handshake']) {
      const answer = await client(path).handshake();
      assert.equal(answer['error'], "400::API version in the URI is mandatory. URI format: '/cometd/66.0'");
    }
    for (const path of ['/cometd/22.0', '/cometd/v66.0', '/cometd/67.0']) {
      assert.match(String((await client(path).handshake())['error']), /^400::Unsupported API version\./);
    }
    const socket = { channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['websocket'] };
    assert.equal((await client().send(socket))[0]?.['error'], '400::Invalid connection type {websocket}');
  });

  it('refuses requests that are too large, and those that are not JSON', async () => {
    const post = (body: string, type = 'application/json') =>
      fetch(`${org.practice.url}/cometd/66.0`, { method: 'POST', headers: { 'Content-Type': type }, body });
    const large = await post(JSON.stringify([{ channel: '/meta/handshake', ext: 'x'.repeat(32_768) }]));
    assert.equal(large.status, 413);
    assert.equal((await post('[1]')).status, 400);
    assert.equal((await post('message=x', 'application/x-www-form-urlencoded')).status, 415);
  });

  it('takes as many clients as a Developer Edition org', async () => {
    const practice = await startPracticeOrg({ seedAccounts: 0 });
    try {
      const handshakes: Json[] = [];
      for (let i = 0; i < 21; i++) handshakes.push(await new Bayeux(practice.url, practice.accessToken).handshake());
      assert.equal(handshakes.filter(({ successful }) => successful).length, 20);
      assert.equal(handshakes[20]?.['error'], '403::Organization concurrent user limit exceeded');
    } finally {
      await practice.close();
    }
  });
});
