// Makes calls of REST do what a bulk job does, so that the number of rows does not change what becomes of them.
import type { OrgClient } from '../../http/client';

/** REST runs assignment rules of leads and cases unless it is told not to; a bulk job runs none unless it is told to. */
const headers = { 'Sforce-Auto-Assign': 'FALSE' };

export const withoutAssignmentRules = (client: OrgClient): OrgClient => ({
  apiVersion: client.apiVersion,
  send: (request, task) => client.send({ ...request, headers: { ...headers, ...request.headers } }, task),
  json: (request, decode, task) =>
    client.json({ ...request, headers: { ...headers, ...request.headers } }, decode, task),
});
