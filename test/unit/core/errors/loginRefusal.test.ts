// Messages with which Salesforce refuses a login, as observed, and what each error tells the person to do.
import { strict as assert } from 'node:assert';
import { catalog, type ErrorCode } from '../../../../src/core/errors/catalog';
import { fromRedirect, fromResponse } from '../../../../src/core/errors/fromResponse';

type Case = readonly [error: string, description: string, code: ErrorCode, advice: RegExp];

const cases: readonly Case[] = [
  ['invalid_grant', 'authentication failure', 'login.badPassword', /security token/],
  ['invalid_grant', 'authentication failure - Invalid Password', 'login.badPassword', /security token/],
  ['invalid_grant', 'expired access/refresh token', 'login.refused', /expired access\/refresh token/],
  ['invalid_grant', 'expired authorization code', 'login.badCode', /Start the login again/],
  ['invalid_grant', 'invalid authorization code', 'login.badCode', /Start the login again/],
  ['invalid_grant', 'invalid code verifier', 'login.badCode', /Start the login again/],
  ['invalid_grant', "user hasn't approved this consumer", 'login.notApproved', /policies/],
  ['invalid_grant', 'audience is invalid', 'login.badAudience', /test\.salesforce\.com for sandboxes/],
  ['invalid_grant', 'Audience validation failed', 'login.badAudience', /test\.salesforce\.com for sandboxes/],
  ['invalid_grant', 'invalid assertion', 'login.refused', /invalid assertion/],
  ['invalid_grant', 'user is inactive', 'login.inactiveUser', /activate/],
  ['invalid_grant', 'ip restricted', 'login.ipBlocked', /Network Access/],
  ['invalid_client_id', 'client identifier invalid', 'login.unknownApp', /consumer key/],
  ['invalid_client', 'invalid client credentials', 'login.badSecret', /consumer secret/],
  ['invalid_request', 'no client credentials user enabled', 'login.noRunAsUser', /Run As/],
  ['unsupported_grant_type', 'grant type not supported', 'login.flowOff', /Enable the flow/],
  ['redirect_uri_mismatch', 'redirect_uri must match configuration', 'login.badRedirect', /callback URLs/],
  ['invalid_app_access', 'user is not admin approved to access this app', 'login.notApproved', /policies/],
  ['invalid_grant', 'External client app is not installed in this org', 'login.appNotInstalled', /install the app/],
  ['OAUTH_APP_BLOCKED', 'this app is blocked by admin', 'login.appBlocked', /unblock/],
  ['OAUTH_APP_ACCESS_DENIED', 'the user may not approve apps', 'login.appNotInstalled', /install the app/],
  ['access_denied', 'end-user denied authorization', 'login.denied', /in the browser/],
  ['something_new', 'a new message', 'login.refused', /a new message/],
];

const asked = {
  what: 'POST /services/oauth2/token',
  org: 'login.salesforce.com',
  user: 'ada@example.com',
  audience: 'https://login.salesforce.com',
  redirectUri: 'http://localhost:1717/OauthRedirect',
};

describe('a refused login', () => {
  for (const [error, description, code, advice] of cases)
    it(`says what to do about “${description}”`, () => {
      const refused = { error, error_description: description };
      const answer = { status: 400, header: () => undefined, text: JSON.stringify(refused) };
      const inTokenCall = fromResponse(answer, asked);
      const inBrowser = fromRedirect(refused, asked);
      for (const refusal of [inTokenCall, inBrowser]) {
        assert.equal(refusal.code, code);
        assert.match(refusal.message, advice);
        assert.doesNotMatch(refusal.message, /\{\w+\}/, 'every placeholder is filled');
        assert.notEqual(catalog[refusal.code].advice, 'report');
      }
    });

  it('works when the browser returns with a bare code or with nothing', () => {
    assert.match(fromRedirect({ error: 'server_error' }, asked).message, /server_error/);
    assert.match(fromRedirect({}, asked).message, /no code/);
  });

  it('repeats no secret that the server echoes', () => {
    const description = 'bad request: code_verifier=Canary1&client_secret=Canary2 for aPrxCanaryCanary3';
    const answer = {
      status: 400,
      header: () => undefined,
      text: JSON.stringify({ error: 'invalid_request', error_description: description }),
    };
    const errors = [fromResponse(answer, asked), fromRedirect({ error: 'x', error_description: description }, asked)];
    assert.doesNotMatch(JSON.stringify(errors) + errors.map(({ message }) => message).join(), /Canary/);
  });
});
