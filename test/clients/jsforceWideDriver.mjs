// Uses as much of jsforce as programs do and prints the result of each call as JSON. Started under Node 24:
// jsforceWideDriver.mjs MODULE INSTANCE_URL ACCESS_TOKEN SCENARIO
import { createSign, generateKeyPairSync } from 'node:crypto';
import { createRequire } from 'node:module';

const [modulePath, instanceUrl, accessToken, scenario] = process.argv.slice(2);
const { Connection, OAuth2 } = createRequire(import.meta.url)(modulePath);
const connection = new Connection({ instanceUrl, accessToken, version: '66.0', maxRequest: 5 });
const accounts = connection.sobject('Account');
const username = 'admin@practice.kinetic.example';
const app = {
  clientId: '3MVG9practiceOrgTestApp.ConnectedApp.ForLocalUseOnly',
  clientSecret: 'F00DCAFE5EC2E7F00DCAFE5EC2E7F00DCAFE5EC2E7F00DCAFE5EC2E7PRACTICE',
  loginUrl: instanceUrl,
  redirectUri: 'http://localhost:1717/OauthRedirect',
};

/** The result of a call: its value, or the code and message of its error. */
const outcome = async (call) => {
  try {
    return { value: await call() };
  } catch (error) {
    return { errorCode: error.errorCode ?? error.name, message: error.message };
  }
};
const load = (job) => connection.bulk2.loadAndWaitForResults({ pollInterval: 50, pollTimeout: 60_000, ...job });
const counts = ({ successfulResults: good, failedResults: bad, unprocessedRecords: unseen }) => [
  good.length,
  bad.length,
  unseen.length,
];

const scenarios = {
  async pages() {
    const rows = Array.from({ length: 450 }, (_, i) => ({ LastName: `Page ${i}` }));
    const created = await connection.sobject('Contact').create(rows, { allowRecursive: true });
    const headers = { 'Sforce-Query-Options': 'batchSize=200' };
    const sizes = [];
    let page = await connection.query('SELECT LastName FROM Contact', { headers });
    for (sizes.push(page.records.length); !page.done; sizes.push(page.records.length)) {
      page = await connection.queryMore(page.nextRecordsUrl, { headers });
    }
    let heard = 0;
    await new Promise((resolve, reject) => {
      const query = connection.query('SELECT LastName FROM Contact');
      query.on('record', () => (heard += 1));
      query.on('end', resolve);
      query.on('error', reject);
      query.run({ autoFetch: true, maxFetch: 300 });
    });
    return { created: created.filter(({ success }) => success).length, sizes, heard };
  },

  async sets() {
    const made = await accounts.create([
      { Name: 'One', External_Id__c: 'W-1' },
      { Name: 'Two', External_Id__c: 'W-2' },
    ]);
    const [one, two] = made.map(({ id }) => id);
    await connection.sobject('Contact').create({ LastName: 'Child', AccountId: one });
    const withChildren = await accounts.find({ Name: 'One' }, 'Name').include('Contacts').select('LastName').end();
    const results = {
      partly: await accounts.update([
        { Id: one, Site: 'x' },
        { Id: two, Nope: 1 },
      ]),
      undone: await accounts.update(
        [
          { Id: one, Site: 'y' },
          { Id: two, Name: '' },
        ],
        { allOrNone: true },
      ),
      upserted: await accounts.upsert(
        [
          { External_Id__c: 'W-1', Site: 'z' },
          { External_Id__c: 'W-3', Name: 'Three' },
        ],
        'External_Id__c',
      ),
      byQuery: await accounts.find({ Name: 'Two' }).update({ Site: '${Name}!' }),
      read: await accounts.retrieve([two, '001000000000001AAA'], { fields: ['Site'] }),
      changed: await accounts.updated(new Date(Date.now() - 3_600_000), new Date(Date.now() + 60_000)),
      destroyed: await accounts.destroy([two, '001000000000001AAA']),
    };
    const gone = await accounts.deleted(new Date(Date.now() - 3_600_000), new Date(Date.now() + 60_000));
    const binned = await connection.query('SELECT Name FROM Account WHERE IsDeleted = true', { scanAll: true });
    const found = await connection.search('FIND {one} IN NAME FIELDS RETURNING Account(Name)');
    const plan = await accounts.find({ External_Id__c: 'W-1' }).explain();
    return {
      ...results,
      ids: [one, two],
      children: withChildren[0].Contacts.records.map(({ LastName }) => LastName),
      gone: gone.deletedRecords.map(({ id }) => id),
      binned: binned.records.map(({ Name }) => Name),
      found: found.searchRecords.map(({ Name }) => Name),
      plan: plan.plans[0].sobjectType,
      usage: connection.limitInfo.apiUsage.limit,
    };
  },

  async bulk() {
    const inserted = await load({ object: 'Account', operation: 'insert', input: 'Name\n"A, ""1""\nx"\n\nB\n' });
    const ids = inserted.successfulResults.map(({ sf__Id: Id }) => ({ Id }));
    const steps = connection.bulk2.createJob({ object: 'Account', operation: 'insert', lineEnding: 'CRLF' });
    await steps.open();
    await steps.uploadData('Name\r\nBy hand\r\n');
    await steps.close();
    await steps.poll(50, 60_000);
    const byHand = await steps.getAllResults();
    await steps.delete();
    const given = connection.bulk2.createJob({ object: 'Account', operation: 'insert' });
    await given.open();
    await given.abort();
    return {
      inserted: counts(inserted),
      updated: counts(
        await load({
          object: 'Account',
          operation: 'update',
          input: ids.map(({ Id }) => ({ Id, Site: null, Phone: '1' })),
        }),
      ),
      byHand: counts(byHand),
      forgotten: await outcome(() => steps.check()),
      aborted: (await given.check()).state,
      deleted: counts(await load({ object: 'Account', operation: 'delete', input: ids.slice(0, 1) })),
      purged: counts(await load({ object: 'Account', operation: 'hardDelete', input: ids.slice(1) })),
      all: await (
        await connection.bulk2.query('SELECT Name, IsDeleted FROM Account ORDER BY Name', {
          pollInterval: 50,
          pollTimeout: 60_000,
          scanAll: true,
        })
      ).toArray(),
      refused: await outcome(() => load({ object: 'Nope', operation: 'insert', input: 'Name\n' })),
    };
  },

  async logins() {
    const works = async (signedIn) => (await signedIn.query('SELECT Id FROM Organization')).totalSize;
    const byPassword = new Connection({ oauth2: app, version: '66.0' });
    await byPassword.login(username, 'practice-password');
    const passwordWorks = await works(byPassword);
    const session = byPassword.accessToken;
    await byPassword.logout(true);

    const oauth2 = new OAuth2({ ...app, useVerifier: true });
    const asked = oauth2.getAuthorizationUrl({ scope: 'api refresh_token', state: 'here' });
    const consented = await fetch(asked, { redirect: 'manual' });
    const back = new URL(consented.headers.get('location'));
    const byWeb = new Connection({ oauth2, version: '66.0' });
    await byWeb.authorize(back.searchParams.get('code'));
    byWeb.accessToken = '00D000000000001!ended';
    const renewed = await works(byWeb);
    await oauth2.revokeToken(byWeb.refreshToken);

    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const body = JSON.stringify({ consumerKey: app.clientId, publicKeyPem });
    const headers = { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' };
    await fetch(`${instanceUrl}/practice/apps`, { method: 'POST', headers, body });
    const claims = { iss: app.clientId, sub: username, aud: instanceUrl, exp: Math.floor(Date.now() / 1000) + 180 };
    const encode = (json) => Buffer.from(JSON.stringify(json)).toString('base64url');
    const unsigned = `${encode({ alg: 'RS256' })}.${encode(claims)}`;
    const assertion = `${unsigned}.${createSign('RSA-SHA256').update(unsigned).sign(privateKey, 'base64url')}`;
    const byJwt = new Connection({ oauth2: app, version: '66.0' });
    await byJwt.authorize({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });

    const soap = (version, password) => async () => {
      const bySoap = new Connection({ loginUrl: instanceUrl, version });
      await bySoap.login(username, password);
      return works(bySoap);
    };
    return {
      passwordWorks,
      afterLogout: await outcome(() => works(new Connection({ instanceUrl, accessToken: session, version: '66.0' }))),
      state: back.searchParams.get('state'),
      renewed,
      afterRevoke: await outcome(() => oauth2.refreshToken(byWeb.refreshToken)),
      noToken: await outcome(() => oauth2.revokeToken('junk')),
      jwtWorks: await works(byJwt),
      wrongPassword: await outcome(() => new Connection({ oauth2: app }).login(username, 'guess')),
      soapWorks: await outcome(soap('60.0', 'practice-password')),
      soapWrong: await outcome(soap('60.0', 'guess')),
      soapTooNew: await outcome(soap('66.0', 'practice-password')),
    };
  },

  async apex() {
    const run = (code) => connection.tooling.executeAnonymous(code);
    return {
      ran: await run('System.debug(1);'),
      wrong: await run('System.debug(1)'),
      service: await outcome(() => connection.apex.get('/nothing')),
    };
  },

  async missing() {
    const calls = {
      layouts: () => accounts.layouts(),
      recent: () => connection.recent(),
      tabs: () => connection.tabs(),
      listviews: () => accounts.listviews(),
      metadata: () => connection.metadata.describe('66.0'),
      bulk1: () => connection.bulk.load('Account', 'insert', [{ Name: 'x' }]),
    };
    const answers = {};
    for (const [name, call] of Object.entries(calls)) answers[name] = (await outcome(call)).message;
    return answers;
  },
};

process.stdout.write(JSON.stringify(await scenarios[scenario]()));
process.exit(0);
