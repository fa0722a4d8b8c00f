// The error code for each response of Salesforce, with responses as observed.
import { strict as assert } from 'node:assert';
import type { ErrorCode } from '../../../../src/core/errors/catalog';
import { fromResponse } from '../../../../src/core/errors/fromResponse';
import type { SalesforceError } from '../../../../src/core/errors/salesforceError';

const refuse = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): SalesforceError =>
  fromResponse(
    { status, header: (name) => headers[name], text: typeof body === 'string' ? body : JSON.stringify(body) },
    { what: 'GET /x', org: 'ada@example.com' },
  );
const row = (errorCode: string, message: string) => [{ message, errorCode }];

type Case = readonly [what: string, status: number, body: unknown, code: ErrorCode];

const cases: readonly Case[] = [
  ['an ended session', 401, row('INVALID_SESSION_ID', 'Session expired or invalid'), 'login.expired'],
  ['an ended session at userinfo', 403, 'Bad_OAuth_Token', 'login.expired'],
  ['a 401 without words', 401, '', 'login.expired'],
  [
    'a session of the wrong kind, which renewing would not mend',
    401,
    row('INVALID_SESSION_ID', 'This session is not valid for use with the REST API'),
    'request.noAccess',
  ],
  [
    'an app without its agent',
    401,
    row('INVALID_SESSION_ID', 'Connected app is not attached to Agent'),
    'request.noAccess',
  ],
  ['a used-up daily limit', 403, row('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'), 'limit.requests'],
  [
    'too many requests at once',
    403,
    row('REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.'),
    'limit.concurrent',
  ],
  ['a plain 429', 429, '', 'limit.concurrent'],
  ['a used-up bulk limit', 400, row('EXCEEDEDQUOTA', 'ExceededQuota : Too many batches'), 'limit.bulk'],
  ['a used-up bulk limit under another code', 403, row('API_ERROR', 'ExceededQuota : x'), 'limit.bulk'],
  ['a missing permission', 403, row('INSUFFICIENT_ACCESS_OR_READONLY', 'no'), 'request.noAccess'],
  ['a switched-off API', 403, row('API_DISABLED_FOR_ORG', 'API is not enabled'), 'request.noAccess'],
  [
    'hard delete without its permission',
    400,
    row(
      'FEATURENOTENABLED',
      'hardDelete operation requires special user profile permission, please contact your system administrator',
    ),
    'request.noHardDelete',
  ],
  ['another feature that is off', 400, row('FEATURENOTENABLED', 'Feature not enabled'), 'request.noAccess'],
  ['a missing thing', 404, row('NOT_FOUND', 'The requested resource does not exist'), 'request.notFound'],
  ['a deleted record', 404, row('ENTITY_IS_DELETED', 'entity is deleted'), 'request.notFound'],
  ['a query with a typing error', 400, row('MALFORMED_QUERY', 'unexpected token: SELEKT'), 'request.badSoql'],
  [
    'a query for an unknown field',
    400,
    row('INVALID_FIELD', '\nSELECT X FROM A\n       ^\nERROR at Row:1:Column:8\nNo such column'),
    'request.badSoql',
  ],
  ['an unknown field of a record', 400, row('INVALID_FIELD', 'No such column X__c on sobject'), 'request.refused'],
  ['a wrong bulk state', 400, row('INVALIDJOBSTATE', 'Aborting already Completed Job not allowed'), 'request.refused'],
  ['a second upload', 400, row('BULK_API_ERROR', 'Found multipe contents for job: <750…>'), 'request.refused'],
  ['an unknown object in bulk', 400, row('INVALIDJOB', 'InvalidJob : Unable to find object: X'), 'request.refused'],
  ['a long address', 414, '<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>', 'request.refused'],
  ['a host that moved', 420, '', 'server.unavailable'],
  [
    'a SOAP fault of an expired session',
    500,
    '<soapenv:Envelope><soapenv:Body><soapenv:Fault><faultcode>sf:INVALID_SESSION_ID</faultcode><faultstring>INVALID_SESSION_ID: Invalid Session ID found in SessionHeader</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>',
    'login.expired',
  ],
  [
    'a SOAP fault of a used-up limit',
    500,
    '<e><faultcode>sf:REQUEST_LIMIT_EXCEEDED</faultcode><faultstring>REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded.</faultstring></e>',
    'limit.requests',
  ],
  ['maintenance in words', 503, '<html><title>Down</title><body>We are down</body></html>', 'server.unavailable'],
  ['a bad gateway', 502, '', 'server.unavailable'],
  ['a busy server in its own code', 500, row('SERVER_UNAVAILABLE', 'busy'), 'server.unavailable'],
  ['a server error', 500, row('UNKNOWN_EXCEPTION', 'ErrorId 1-2'), 'server.failed'],
  ['several records under one key', 300, ['/services/data/v66.0/sobjects/A/1'], 'server.unexpected'],
  ['an app without approval', 400, oauth('invalid_grant', "user hasn't approved this consumer"), 'login.notApproved'],
  [
    'an app no admin approved',
    400,
    oauth('invalid_app_access', 'user is not admin approved to access this app'),
    'login.notApproved',
  ],
  ['a wrong audience', 400, oauth('invalid_grant', 'audience is invalid'), 'login.badAudience'],
];

function oauth(error: string, description: string) {
  return { error, error_description: description };
}

describe('fromResponse', () => {
  for (const [what, status, body, code] of cases)
    it(`reads ${what} (HTTP ${status}) as ${code}`, () => {
      const error = refuse(status, body);
      assert.equal(error.code, code, error.message);
      assert.doesNotMatch(error.message, /\{\w+\}/, 'every gap of the sentence is filled');
    });

  it('tells a record that does not exist from a field and from an object that do not', () => {
    const missing = (message: string) => refuse(404, row('NOT_FOUND', message)).details['missing'];
    assert.equal(missing('The requested resource does not exist'), 'record');
    assert.equal(missing('Provided external ID field does not exist or is not accessible: Nope__c'), undefined);
  });

  it('keeps Salesforce’s own code, message, status and fields', () => {
    const { details } = refuse(400, [
      { message: 'Required fields are missing: [Name]', errorCode: 'REQUIRED_FIELD_MISSING', fields: ['Name', 'Site'] },
    ]);
    assert.equal(details['status'], 400);
    assert.equal(details['errorCode'], 'REQUIRED_FIELD_MISSING');
    assert.equal(details['message'], 'Required fields are missing: [Name]');
    assert.equal(details['fields'], 'Name,Site');
  });

  it('reads a bare object, statusCode for errorCode, and keys in any order', () => {
    assert.equal(refuse(400, { errorCode: 'A', message: 'b' }).details['errorCode'], 'A');
    assert.equal(refuse(400, [{ statusCode: 'A', message: 'b', fields: [] }]).details['errorCode'], 'A');
  });

  it('shows the text of an HTML page without its markup', () => {
    const error = refuse(414, '<html><style>p{}</style><h1>Bad Message 414</h1><pre>reason: URI Too Long</pre></html>');
    assert.equal(error.details['message'], 'Bad Message 414 reason: URI Too Long');
  });

  it('reads responses that are empty, damaged or very long', () => {
    assert.equal(refuse(400, '').details['message'], 'HTTP 400');
    assert.equal(refuse(400, '[{"errorCode":').code, 'request.refused');
    assert.equal(refuse(400, '[]').code, 'request.refused');
    assert.equal(refuse(400, 'null').code, 'request.refused');
    assert.ok(refuse(400, 'x'.repeat(1e6)).message.length < 3000);
  });

  it('keeps the Retry-After header', () => {
    assert.equal(refuse(503, '', { 'retry-after': '7' }).details['retryAfter'], '7');
  });

  it('gives the reason of a refused login as text and code', () => {
    assert.match(
      refuse(400, oauth('invalid_grant', 'expired authorization code')).message,
      /expired authorization code \(invalid_grant\)/,
    );
  });
});
