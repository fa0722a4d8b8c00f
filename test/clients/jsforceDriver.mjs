// Uses jsforce as any program would and prints the results as JSON. Started by jsforce.test.ts under Node 24:
// jsforceDriver.mjs MODULE INSTANCE_URL ACCESS_TOKEN SCENARIO
import { createRequire } from 'node:module';

const [modulePath, instanceUrl, accessToken, scenario] = process.argv.slice(2);
const { Connection } = createRequire(import.meta.url)(modulePath);
const connection = new Connection({ instanceUrl, accessToken, version: '66.0', maxRequest: 5 });

/** The result of a promise: its value, or the code and message of its error. */
const outcome = async (promise) => {
  try {
    return { value: await promise };
  } catch (error) {
    return { errorCode: error.errorCode, message: error.message };
  }
};

const scenarios = {
  async identity() {
    const { user_id: userId, username } = await connection.identity();
    return { userId, username };
  },

  async relationships() {
    return connection.query(
      'SELECT Id, Name, Owner.Name, Parent.Name, (SELECT LastName FROM Contacts ORDER BY LastName) FROM Account ' +
        "WHERE Name LIKE 'Client %' ORDER BY Name",
    );
  },

  async everyPage() {
    const plain = await connection.query('SELECT LastName FROM Contact', { autoFetch: true, maxFetch: 100_000 });
    const built = await connection
      .sobject('Contact')
      .find({ LastName: { $like: 'L1%' } }, ['Id'])
      .limit(5)
      .execute();
    const counted = await connection.sobject('Contact').count();
    return { records: plain.records.map(({ LastName }) => LastName), built: built.length, counted };
  },

  async badQueries() {
    return [
      await outcome(connection.query('SELECT Bacon__c FROM Account LIMIT 2')),
      await outcome(connection.query('SELECT Id FROM Accountz')),
      await outcome(connection.query('SELEKT')),
      await outcome(connection.queryMore('/services/data/v66.0/query/01g000000000000AAA-2000')),
    ];
  },

  async records() {
    const accounts = connection.sobject('Account');
    const created = await accounts.create({ Name: 'From jsforce', External_Id__c: 'JS-1' });
    const read = await accounts.retrieve(created.id);
    const updated = await accounts.update({ Id: created.id, Rating: 'Hot' });
    const again = await accounts.upsert({ External_Id__c: 'JS-1', Site: 'Mars' }, 'External_Id__c');
    const fresh = await accounts.upsert({ External_Id__c: 'JS-2', Name: 'Second' }, 'External_Id__c');
    const refused = await outcome(accounts.create({ Site: 'nameless' }));
    const many = await connection.sobject('Contact').create([{ LastName: 'One' }, {}, { LastName: 'Three' }]);
    const deleted = await accounts.destroy(created.id);
    const gone = await outcome(accounts.retrieve(created.id));
    return { created, read, updated, again, fresh, refused, many, deleted, gone };
  },

  async describes() {
    const { sobjects } = await connection.describeGlobal();
    const account = await connection.describe('Account');
    return {
      objects: sobjects.map(({ name }) => name),
      fields: account.fields.map(({ name, type, externalId }) => ({ name, type, externalId })),
      children: account.childRelationships.map(({ relationshipName }) => relationshipName),
      keyPrefix: account.keyPrefix,
    };
  },

  async load() {
    const rows = Array.from({ length: 500 }, (_, i) => ({
      External_Id__c: `LOAD-${i}`,
      Name: i % 50 === 0 ? '' : `Loaded ${i}`,
      Tier__c: i % 100 === 7 ? 'Platinum' : 'Gold',
    }));
    const results = await connection.bulk2.loadAndWaitForResults({
      object: 'Account',
      operation: 'upsert',
      externalIdFieldName: 'External_Id__c',
      input: rows,
      pollInterval: 50,
      pollTimeout: 60_000,
    });
    const refused = await outcome(
      connection.bulk2.loadAndWaitForResults({
        object: 'Account',
        operation: 'insert',
        input: [{ Name: 'x', Nope__c: 'y' }],
        pollInterval: 50,
        pollTimeout: 60_000,
      }),
    );
    return { ...results, refused };
  },

  async composites() {
    const root = '/services/data/v66.0';
    const account = (referenceId, Name) => ({
      method: 'POST',
      url: `${root}/sobjects/Account`,
      referenceId,
      body: { Name },
    });
    const contact = { method: 'POST', url: `${root}/sobjects/Contact`, referenceId: 'child' };
    const family = (name, LastName) => [
      account('parent', name),
      { ...contact, body: { LastName, AccountId: '@{parent.id}' } },
    ];
    const post = (path, body) => outcome(connection.requestPost(`/composite${path}`, body));
    const record = (referenceId, type, fields) => ({ attributes: { type, referenceId }, ...fields });
    const tree = (name, LastName) => ({
      records: [
        record('top', 'Account', { Name: name, Contacts: { records: [record('leaf', 'Contact', { LastName })] } }),
      ],
    });
    const graph = (graphId, LastName) => ({ graphId, compositeRequest: family(`Graph ${graphId}`, LastName) });
    return {
      composite: await post('', { allOrNone: true, compositeRequest: family('Composite', 'Moss') }),
      undone: await post('', { allOrNone: true, compositeRequest: family('Undone', null) }),
      graphs: await post('/graph', { graphs: [graph('good', 'Moss'), graph('bad', null)] }),
      tree: await post('/tree/Account', tree('Tree', 'Leaf')),
      felled: await post('/tree/Account', tree('Felled', null)),
      over: await post('', { compositeRequest: Array.from({ length: 26 }, (_, i) => account(`a${i}`, 'Over')) }),
      batch: await post('/batch', { batchRequests: [{ method: 'GET', url: 'v66.0/limits' }] }),
      many: await connection.sobject('Account').create(
        Array.from({ length: 250 }, (_, i) => ({ Name: `Many ${i}` })),
        { allOrNone: true, allowRecursive: true },
      ),
      read: (
        await connection
          .sobject('Account')
          .retrieve((await connection.query("SELECT Id FROM Account WHERE Name = 'Tree'")).records.map(({ Id }) => Id))
      ).map(({ Name }) => Name),
    };
  },

  async bulkQuery() {
    const stream = await connection.bulk2.query('SELECT LastName, Account.Name FROM Contact ORDER BY LastName', {
      pollInterval: 50,
      pollTimeout: 60_000,
    });
    const refused = await outcome(connection.bulk2.query('SELECT COUNT(Id) FROM Contact'));
    return { records: await stream.toArray(), refused };
  },
};

process.stdout.write(JSON.stringify(await scenarios[scenario]()));
