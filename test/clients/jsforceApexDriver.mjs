// Uses what jsforce has for Apex and prints the result of each call as JSON. Started under Node 24:
// jsforceApexDriver.mjs MODULE INSTANCE_URL ACCESS_TOKEN SCENARIO
import { createRequire } from 'node:module';

const [modulePath, instanceUrl, accessToken, scenario] = process.argv.slice(2);
const { Connection } = createRequire(import.meta.url)(modulePath);
const connection = new Connection({ instanceUrl, accessToken, version: '66.0' });
const { tooling, apex } = connection;

/** The result of a call: its value, or the code and message of its error. */
const outcome = async (call) => {
  try {
    return { value: await call() };
  } catch (error) {
    return { errorCode: error.errorCode ?? error.name, message: error.message };
  }
};

const scenarios = {
  async records() {
    const classes = tooling.sobject('ApexClass');
    const made = await classes.create({ Name: 'Made', Body: 'public class Made { }' });
    const changed = await classes.update({ Id: made.id, Body: 'public class Made { Integer n; }' });
    const read = await classes.retrieve(made.id);
    const wrong = await outcome(() => classes.create({ Body: 'public class Wrong { Integer n = y; }' }));
    const found = await tooling.query("SELECT Name, CreatedBy.Name FROM ApexClass WHERE Name = 'Made'");
    const gone = await classes.delete(made.id);
    const [global, described] = [await tooling.describeGlobal(), await tooling.describe('ApexTrigger')];
    return {
      saved: [made.success, changed.success, gone.success],
      body: read.Body,
      wrong,
      createdBy: found.records[0].CreatedBy.Name,
      after: (await outcome(() => classes.retrieve(made.id))).errorCode,
      names: global.sobjects.map(({ name }) => name).filter((name) => /^Apex(?:Class|Log)$/.test(name)),
      prefix: described.keyPrefix,
    };
  },

  async tests() {
    const tests = [{ className: 'PriceCalculatorTest' }];
    const now = await tooling.runTestsSynchronous({ tests, skipCodeCoverage: false });
    const job = await tooling.runTestsAsynchronous({ classNames: 'CampaignTriggerTest' });
    const soql = `SELECT Status, MethodsCompleted FROM ApexTestRunResult WHERE AsyncApexJobId = '${job}'`;
    let run;
    do [run] = (await tooling.query(soql)).records;
    while (['Queued', 'Processing'].includes(run.Status));
    const { publicDeclarations } = await tooling.completions();
    return {
      run: await tooling.executeAnonymous("insert new Account(Name = 'By jsforce');"),
      now: [now.numTestsRun, now.numFailures, now.successes[0].methodName],
      covered: now.codeCoverage.find(({ name }) => name === 'PriceCalculator').numLocationsNotCovered,
      later: [run.Status, run.MethodsCompleted],
      refused: await outcome(() => tooling.runTestsAsynchronous({ suiteNames: 'Nothing' })),
      completes: publicDeclarations.System.Math.methods.some(({ name }) => name === 'abs'),
    };
  },

  async container() {
    const create = (object, fields) => tooling.sobject(object).create(fields);
    const { id: MetadataContainerId } = await create('MetadataContainer', { Name: 'jsforce' });
    const member = { MetadataContainerId, FullName: 'Boxed', Body: 'public class Boxed {\n  Integer n = y;\n}' };
    const { id: memberId } = await create('ApexClassMember', member);
    const compile = async () => {
      const { id } = await create('ContainerAsyncRequest', { MetadataContainerId, IsCheckOnly: false });
      let request;
      do request = await tooling.sobject('ContainerAsyncRequest').retrieve(id);
      while (request.State === 'Queued');
      return request;
    };
    const failed = await compile();
    const [{ lineNumber, problem }] = failed.DeployDetails.componentFailures;
    await tooling.sobject('ApexClassMember').update({ Id: memberId, Body: 'public class Boxed { }' });
    const done = await compile();
    const { records } = await tooling.query("SELECT Body FROM ApexClass WHERE Name = 'Boxed'");
    return { states: [failed.State, done.State], at: [lineNumber, problem], body: records[0].Body };
  },

  async rest() {
    const body = `@RestResource(urlMapping='/echo/*') global class Echo {
      @HttpGet global static String read() { return 'get ' + RestContext.request.params.get('q'); }
      @HttpPost global static Map<String, Object> make(String name, Integer n) {
        RestContext.response.statusCode = 201;
        return new Map<String, Object>{ 'name' => name, 'n' => n + 1 };
      }
      @HttpPut global static String swap(String name) { return 'put ' + name; }
      @HttpPatch global static String change(String name) { return 'patch ' + name; }
      @HttpDelete global static void remove() { throw new IllegalArgumentException('not that'); }
    }`;
    await tooling.sobject('ApexClass').create({ Name: 'Echo', Body: body });
    return {
      get: await apex.get('/echo/1?q=x'),
      post: await apex.post('/echo/', { name: 'a', n: 1 }),
      put: await apex.put('/echo/', { name: 'b' }),
      patch: await apex.patch('/echo/', { name: 'c' }),
      delete: await outcome(() => apex.delete('/echo/1')),
      unknownField: await outcome(() => apex.put('/echo/', { other: 1 })),
      missing: await outcome(() => apex.get('/nothing')),
    };
  },

  async streaming() {
    const { id: DebugLevelId } = await tooling.sobject('DebugLevel').create({
      DeveloperName: 'Streamed',
      MasterLabel: 'Streamed',
      ApexCode: 'DEBUG',
    });
    const { user_id: TracedEntityId } = await connection.identity();
    await tooling.sobject('TraceFlag').create({ TracedEntityId, DebugLevelId, LogType: 'USER_DEBUG' });
    const client = connection.streaming.createClient([]);
    const heard = new Promise((resolve) => {
      client.subscribe('/systemTopic/Logging', resolve).then(() => tooling.executeAnonymous('System.debug(1);'));
    });
    const refused = await new Promise((resolve) => {
      client.subscribe('/topic/Nothing', () => undefined).then(resolve, (error) => resolve(error.message));
    });
    const { event, sobject } = await heard;
    const { records } = await tooling.query('SELECT Id FROM ApexLog ORDER BY StartTime DESC LIMIT 1');
    return { type: event.type, isNewest: records[0].Id === sobject.Id, refused };
  },
};

process.stdout.write(JSON.stringify(await scenarios[scenario]()));
process.exit(0);
