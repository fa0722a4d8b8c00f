// Turns off assignment rules in REST calls, as in a bulk job, so that the number of rows does not change the result.
import type { OrgClient } from '../../http/client';

/**
 * REST runs the assignment rules of leads and cases by default, a bulk job does not:
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_autoassign.htm
 */
const headers = { 'Sforce-Auto-Assign': 'FALSE' };

export const withoutAssignmentRules = (client: OrgClient): OrgClient => ({
  apiVersion: client.apiVersion,
  send: (request, task) => client.send({ ...request, headers: { ...headers, ...request.headers } }, task),
  json: (request, decode, task) =>
    client.json({ ...request, headers: { ...headers, ...request.headers } }, decode, task),
});
