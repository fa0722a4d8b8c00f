// What a request would write, however it is spelled.
import assert from 'node:assert/strict';
import type { Write } from '../../../../../src/core/model/writes';
import { writeIntent } from '../../../../../src/core/policy/intent/intent';
import type { RequestToCheck } from '../../../../../src/core/policy/intent/interpretation';

const v = '/services/data/v66.0';
const account = '001000000000001AAA';
const json = (body: unknown): Pick<RequestToCheck, 'json'> => ({ json: body });
const intentOf = (method: string, path: string, rest: Partial<RequestToCheck> = {}): Write | undefined =>
  writeIntent({ method, path, ...rest }, '66.0');
const one = (operation: string, object?: string): Write =>
  ({ operations: [operation], ...(object !== undefined && { objects: [object] }), rows: 1 }) as Write;
const of = (...types: readonly string[]): unknown => ({
  records: types.map((type) => ({ attributes: { type }, Name: 'x' })),
});

describe('a request that only reads', () => {
  const part = (method: string, url: string, body?: unknown): unknown => ({ method, url, referenceId: 'a', body });
  const reads: readonly (readonly [string, string, Partial<RequestToCheck>?])[] = [
    ['GET', `${v}/query`, { query: { q: 'SELECT Id FROM Account' } }],
    ['HEAD', `${v}/sobjects/Account/${account}`],
    ['GET', '/services/data'],
    ['GET', '/services/data/v{v}/sobjects/Account/describe'],
    ['GET', `${v}/sobjects/Account/External_Id__c/a%2Fb%25`],
    ['GET', `${v}/tooling/query`, { query: { q: 'SELECT Id FROM ApexClass' } }],
    ['GET', `${v}/jobs/ingest/750000000000001AAA/failedResults/`],
    ['GET', `https://ada.my.salesforce.com${v}/query/0r8xx-2000`],
    ['POST', `${v}/jobs/query`, json({ operation: 'query', query: 'SELECT Id FROM Account' })],
    ['PATCH', `${v}/jobs/query/750000000000001AAA`, json({ state: 'Aborted' })],
    ['DELETE', `${v}/jobs/query/750000000000001AAA`],
    ['PATCH', `${v}/jobs/ingest/750000000000001AAA`, json({ state: 'Aborted' })],
    ['POST', '/services/async/66.0/job/750000000000001AAA', json({ state: 'Aborted' })],
    ['POST', '/services/async/66.0/job', json({ operation: 'queryAll', object: 'Account', contentType: 'CSV' })],
    ['GET', '/services/async/66.0/job/750000000000001AAA/batch'],
    ['PATCH', `${v}/metadata/deployRequest/0Af000000000001AAA`, json({ deployResult: { status: 'Canceling' } })],
    ['POST', `${v}/parameterizedSearch`, json({ q: 'Ada' })],
    ['POST', `${v}/composite/sobjects/Account`, json({ ids: [account], fields: ['Name'] })],
    ['POST', `${v}/composite`, json({ compositeRequest: [part('GET', `${v}/query?q=SELECT+Id+FROM+Account`)] })],
    ['POST', `${v}/composite/batch`, json({ batchRequests: [part('GET', 'v66.0/limits')] })],
    ['POST', `${v}/graphql`, json({ query: 'query { uiapi { query { Account { edges { node { Id } } } } } }' })],
    ['POST', '/services/oauth2/revoke', { body: 'token=x' }],
    ['GET', '/services/oauth2/userinfo'],
    ['GET', '/id/00D000000000001EAA/005000000000001AAA'],
  ];
  for (const [method, path, rest] of reads)
    it(`is a read: ${method} ${path}`, () => assert.equal(intentOf(method, path, rest), undefined));
});

describe('a request that writes', () => {
  const writes: readonly (readonly [string, string, Write, Partial<RequestToCheck>?])[] = [
    ['POST', `${v}/sobjects/Account`, one('insert', 'Account')],
    ['PATCH', `${v}/sobjects/Account/${account}`, one('update', 'Account')],
    ['DELETE', `${v}/sobjects/Account/${account}`, one('delete', 'Account')],
    ['PATCH', `${v}/sobjects/Account/External_Id__c/a%2Fb`, one('upsert', 'Account')],
    ['PATCH', `${v}/sobjects/Contact/003000000000001AAA/Account`, one('update')],
    ['POST', `${v}/sobjects/Order_Event__e`, one('publish', 'Order_Event__e')],
    ['POST', `${v}/tooling/sobjects/TraceFlag`, one('traceFlags', 'TraceFlag')],
    [
      'POST',
      `${v}/composite/sobjects`,
      { operations: ['insert'], objects: ['Lead', 'Task'], rows: 2 },
      json(of('Lead', 'Task')),
    ],
    [
      'PATCH',
      `${v}/composite/sobjects/Lead/Email`,
      { operations: ['upsert'], objects: ['Lead'], rows: 1 },
      json(of('Lead')),
    ],
    ['DELETE', `${v}/composite/sobjects?ids=a,b,c`, { operations: ['delete'], rows: 3 }],
    [
      'POST',
      `${v}/jobs/ingest`,
      { operations: ['hardDelete'], objects: ['Case'] },
      json({ object: 'Case', operation: 'hardDelete' }),
    ],
    ['PUT', `${v}/jobs/ingest/750000000000001AAA/batches`, { operations: ['upload'] }],
    ['PATCH', `${v}/jobs/ingest/750000000000001AAA`, { operations: ['upload'] }, json({ state: 'UploadComplete' })],
    ['DELETE', `${v}/jobs/ingest/750000000000001AAA`, { operations: ['deleteJob'], objects: [], rows: 0 }],
    [
      'POST',
      '/services/async/66.0/job',
      { operations: ['insert'], objects: ['Lead'] },
      json({ object: 'Lead', operation: 'insert' }),
    ],
    ['POST', '/services/async/66.0/job/750000000000001AAA/batch', { operations: ['upload'] }, { body: 'Name\nx' }],
    [
      'GET',
      `${v}/tooling/executeAnonymous`,
      { operations: ['apex'] },
      { query: { anonymousBody: 'delete [SELECT Id FROM Lead];' } },
    ],
    ['POST', `${v}/tooling/runTestsAsynchronous`, { operations: ['tests'], objects: [], rows: 0 }],
    ['GET', '/services/apexrest/orders/1', { operations: ['apexRest'] }],
    ['DELETE', '/services/apexrest/orders/1', { operations: ['apexRest'] }],
    ['POST', '/services/Soap/u/66.0', { operations: ['soap'] }, { body: '<query/>' }],
    ['POST', `${v}/metadata/deployRequest`, { operations: ['deploy'], rows: 0 }],
    ['POST', `${v}/actions/standard/emailSimple`, { operations: ['action'] }],
    ['POST', `${v}/sobjects/Account/quickActions/NewContact`, { operations: ['action'] }],
    ['POST', `${v}/sobjects/Account/${account}/quickActions`, { operations: ['action'] }],
    ['PATCH', `${v}/sobjects/Account/quickActions/NewContact`, { operations: ['action'] }],
    ['PATCH', `${v}/sobjects/Account/External_Id__c/quickActions`, one('upsert', 'Account')],
    ['DELETE', `${v}/sobjects/Account/External_Id__c/QuickActions`, one('delete', 'Account')],
    ['POST', `${v}/process/rules`, { operations: ['action'] }],
    ['POST', `${v}/chatter/feed-elements`, { operations: ['unknown'] }],
    ['POST', `${v}/graphql`, { operations: ['unknown'] }, json({ query: 'mutation { x }' })],
    ['POST', '/something/new', { operations: ['unknown'] }],
    ['GET', '/apex/SomePage?delete=1', { operations: ['unknown'] }],
  ];
  for (const [method, path, expected, rest] of writes)
    it(`is recognized: ${method} ${path}`, () => assert.deepEqual(intentOf(method, path, rest), expected));

  it('is recognized in the parts of a composite request, and in parts of parts', () => {
    const inner = {
      compositeRequest: [{ method: 'DELETE', url: `${v}/sobjects/Case/500000000000001AAA`, referenceId: 'c' }],
    };
    const body = {
      compositeRequest: [
        { method: 'GET', url: `${v}/limits`, referenceId: 'a' },
        { method: 'POST', url: `${v}/composite/sobjects`, referenceId: 'b', body: of('Lead', 'Lead') },
        { method: 'POST', url: `${v}/composite`, referenceId: 'd', body: inner },
      ],
    };
    assert.deepEqual(intentOf('POST', `${v}/composite`, json(body)), {
      operations: ['insert', 'delete'],
      objects: ['Lead', 'Case'],
      rows: 3,
    });
  });

  it('is recognized in graphs, batches and trees with children', () => {
    const graphs = [
      { graphId: '1', compositeRequest: [{ method: 'POST', url: `${v}/sobjects/Lead`, referenceId: 'a' }] },
    ];
    assert.deepEqual(intentOf('POST', `${v}/composite/graph`, json({ graphs })), one('insert', 'Lead'));
    const batchRequests = [{ method: 'PATCH', url: `v66.0/sobjects/account/${account}`, richInput: { Name: 'x' } }];
    assert.deepEqual(intentOf('POST', `${v}/composite/batch`, json({ batchRequests })), one('update', 'account'));
    const records = [
      {
        attributes: { type: 'Account', referenceId: 'a' },
        Contacts: { records: [{ attributes: { type: 'Contact', referenceId: 'b' } }] },
      },
    ];
    assert.deepEqual(intentOf('POST', `${v}/composite/tree/Account`, json({ records })), {
      operations: ['insert'],
      objects: ['Account', 'Contact'],
      rows: 2,
    });
  });
});

describe('a request with a misleading spelling', () => {
  const get = { compositeRequest: [{ method: 'GET', url: `${v}/limits`, referenceId: 'a' }] };
  const getText = JSON.stringify(get);
  const spellings: readonly (readonly [string, string, string, Partial<RequestToCheck>?])[] = [
    ['another method in the query', 'POST', `${v}/sobjects/Account/${account}?_HttpMethod=DELETE`],
    [
      'another method in the parameters',
      'GET',
      `${v}/sobjects/Account/${account}`,
      { query: { _httpmethod: 'PATCH' } },
    ],
    ['an encoded name of that parameter', 'GET', `${v}/sobjects/Account/${account}?%5FHttpMethod=DELETE`],
    ['another method in a header', 'GET', `${v}/limits`, { headers: { 'X-HTTP-Method-Override': 'DELETE' } }],
    ['upper case', 'GET', '/SERVICES/DATA/V66.0/TOOLING/EXECUTEANONYMOUS?anonymousBody=x'],
    ['double slashes', 'GET', '//services//data/v66.0//tooling///executeAnonymous/?anonymousBody=x'],
    ['an encoded slash', 'GET', '/services/data/v66.0/tooling%2FexecuteAnonymous?anonymousBody=x'],
    ['a slash encoded twice', 'GET', '/services/data/v66.0/tooling%252FexecuteAnonymous?anonymousBody=x'],
    ['a parent segment (..)', 'GET', `${v}/limits/../tooling/executeAnonymous?anonymousBody=x`],
    ['an encoded parent segment', 'GET', `${v}/limits/%2e%2e%2ftooling/executeAnonymous?anonymousBody=x`],
    ['an encoded letter', 'GET', `${v}/tooling/%65xecuteAnonymous?anonymousBody=x`],
    ['backslashes', 'GET', '/services\\data\\v66.0\\tooling\\executeAnonymous?anonymousBody=x'],
    ['a path parameter', 'GET', `${v}/tooling/executeAnonymous;x=1?anonymousBody=x`],
    ['a format after the name', 'GET', `${v}/tooling/executeAnonymous.json?anonymousBody=x`],
    ['a format after the name of a test run', 'GET', `${v}/tooling/runTestsAsynchronous.xml?classids=x`],
    ['the registration of an app among the OAuth endpoints', 'POST', '/services/oauth2/register'],
    ['a tab in the middle', 'GET', `${v}/tooling/execute\tAnonymous?anonymousBody=x`],
    ['full-width letters', 'GET', `${v}/tooling/ｅxecuteAnonymous?anonymousBody=x`],
    ['an absolute URL', 'GET', `https://ada.my.salesforce.com${v}/tooling/executeAnonymous?anonymousBody=x`],
    ['a query job with an encoded path to another resource', 'POST', `${v}/jobs/query%2F..%2Fingest`],
    ['Apex REST after an encoded slash', 'GET', '/services%2Fapexrest/orders'],
    ['no version', 'POST', '/services/data/composite', json(get)],
    [
      'a part with two methods',
      'POST',
      `${v}/composite`,
      { body: getText.replace('"method"', '"method":"DELETE","method"') },
    ],
    [
      'a part with two spellings of its method',
      'POST',
      `${v}/composite`,
      { body: getText.replace('"method"', '"Method":"DELETE","method"') },
    ],
    [
      'parts in another format',
      'POST',
      `${v}/composite`,
      { body: getText, headers: { 'Content-Type': 'application/xml' } },
    ],
    ['compressed parts', 'POST', `${v}/composite`, { body: getText, headers: { 'content-encoding': 'gzip' } }],
    ['parts in a stream', 'POST', `${v}/composite`, { body: { open: async function* () {} } }],
    ['parts that are not JSON', 'POST', `${v}/composite`, { body: `${getText} x` }],
    ['no parts', 'POST', `${v}/composite`, json({})],
    [
      'a part in lower case',
      'POST',
      `${v}/composite`,
      json({ compositeRequest: [{ method: 'delete', url: `${v}/sobjects/Lead/1` }] }),
    ],
    [
      'a part with a method in its query',
      'POST',
      `${v}/composite`,
      json({ compositeRequest: [{ method: 'GET', url: `${v}/sobjects/Lead/1?_HttpMethod=DELETE` }] }),
    ],
    [
      'a part that runs Apex',
      'POST',
      `${v}/composite/batch`,
      json({ batchRequests: [{ method: 'GET', url: 'v66.0/tooling/executeAnonymous?anonymousBody=x' }] }),
    ],
    ...[`${v}/@{a.url}`, `${v}/tooling/@{a.url}`, '/services/data/@{a.url}'].map(
      (url) =>
        [
          `a part with the URL ${url}`,
          'POST',
          `${v}/composite`,
          json({ compositeRequest: [{ method: 'GET', url, referenceId: 'b' }] }),
        ] as const,
    ),
    [
      'a Bulk API 1.0 job with two spellings of its operation',
      'POST',
      '/services/async/66.0/job',
      json({ operation: 'query', Operation: 'delete', object: 'Lead' }),
    ],
    ['more than an abort', 'PATCH', `${v}/jobs/ingest/750000000000001AAA`, json({ state: 'Aborted', priority: 1 })],
    [
      'two states',
      'PATCH',
      `${v}/jobs/ingest/750000000000001AAA`,
      { body: '{"state":"UploadComplete","state":"Aborted"}' },
    ],
    [
      'more than a cancel',
      'PATCH',
      `${v}/metadata/deployRequest/0Af`,
      json({ deployResult: { status: 'Canceling', id: '1' } }),
    ],
    ['an escaped mutation', 'POST', `${v}/graphql`, { body: '{"query":"\\u006dutation { x }"}' }],
    [
      'ids and something else',
      'POST',
      `${v}/composite/sobjects/Account`,
      json({ ids: [account], fields: [], records: [] }),
    ],
    [
      'an abort in Bulk API 1.0 with a second state',
      'POST',
      '/services/async/66.0/job/750',
      { body: '<jobInfo><state>Aborted</state><state>Closed</state></jobInfo>' },
    ],
  ];
  for (const [what, method, path, rest] of spellings)
    it(`is not mistaken for a read: ${what}`, () => assert.notEqual(intentOf(method, path, rest), undefined));

  it('does not hide the object it writes', () => {
    const path = `${v}/sobjects/Lead/External_Id__c/x%2F..%2F..%2F..%2FUser%2F005000000000001AAA`;
    assert.deepEqual(intentOf('PATCH', path)?.objects, ['Lead', 'User']);
    assert.equal(intentOf('PATCH', `${v}/sobjects/@{a.type}/001000000000001AAA`)?.objects, undefined);
    assert.deepEqual(intentOf('POST', `${v}/composite/tree/Lead`, json(of('User')))?.objects, ['Lead', 'User']);
    assert.equal(intentOf('POST', `${v}/composite/sobjects`, json({ records: [{ Name: 'x' }] }))?.objects, undefined);
  });

  it('does not hide children in another spelling or below another field', () => {
    const tree = (more: object): Write | undefined =>
      intentOf('POST', `${v}/composite/tree/Lead`, json({ records: [{ attributes: { type: 'Lead' }, ...more }] }));
    assert.equal(tree({ Tasks: { Records: [{ attributes: { type: 'User' } }] } })?.objects, undefined);
    assert.deepEqual(tree({ Owner: { Tasks: of('User') } }), {
      operations: ['insert'],
      objects: ['Lead', 'User'],
      rows: 2,
    });
  });

  it('with endlessly nested parts is not followed forever', () => {
    const body: { compositeRequest: unknown[] } = { compositeRequest: [] };
    body.compositeRequest.push({ method: 'POST', url: `${v}/composite`, body: { compositeRequest: [nest(9)] } });
    assert.ok(intentOf('POST', `${v}/composite`, json(body))?.operations.includes('unknown'));
  });
});

function nest(depth: number): unknown {
  const inner = depth === 0 ? { method: 'GET', url: `${v}/limits` } : nest(depth - 1);
  return { method: 'POST', url: `${v}/composite`, body: { compositeRequest: [inner] } };
}
