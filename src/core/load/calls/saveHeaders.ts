// The headers of REST calls that say how records are saved: assignment rules and duplicate rules.
import type { OrgClient } from '../../http/client';
import type { SaveOptions } from '../../model/saveOptions';

/**
 * REST runs the assignment rules of leads and cases by default, a bulk job does not. Without a choice they are turned
 * off, so that the number of rows does not change the result:
 * https://developer.salesforce.com/docs/platform/api-rest/guide/headers-autoassign.html
 */
function headersOf({
  assignmentRule,
  duplicates,
  duplicatesAsCurrentUser,
}: SaveOptions): Readonly<Record<string, string>> {
  const duplicateRules = [
    ...(duplicates === 'allow' ? ['allowSave=true'] : []),
    ...(duplicatesAsCurrentUser ? ['runAsCurrentUser=true'] : []),
  ];
  return {
    'Sforce-Auto-Assign':
      assignmentRule === undefined ? 'FALSE' : assignmentRule === 'active' ? 'TRUE' : assignmentRule,
    ...(duplicateRules.length > 0 && { 'Sforce-Duplicate-Rule-Header': duplicateRules.join('; ') }),
  };
}

export function withSaveHeaders(client: OrgClient, save: SaveOptions = {}): OrgClient {
  const headers = headersOf(save);
  return {
    apiVersion: client.apiVersion,
    org: client.org,
    send: (request, task) => client.send({ ...request, headers: { ...headers, ...request.headers } }, task),
    json: (request, decode, task) =>
      client.json({ ...request, headers: { ...headers, ...request.headers } }, decode, task),
  };
}
