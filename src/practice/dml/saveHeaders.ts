// The request headers that say how records are saved: assignment rules and duplicate rules.
// See https://developer.salesforce.com/docs/platform/api-rest/guide/headers-duplicaterules.html
import { isId } from '../data/ids';
import { refuse, type Call } from '../http/http';
import type { RuleChoice } from './assignmentRules';

export interface SaveHeaders {
  readonly allowDuplicates: boolean;
  readonly assignmentRule: RuleChoice | undefined;
}

const firstVersionWithDuplicateRules = 52;

/** Throws MALFORMED_ID for an assignment rule that is no id. */
export function saveHeadersOf(call: Call): SaveHeaders {
  return { allowDuplicates: allowsDuplicates(call), assignmentRule: assignmentRuleOf(call) };
}

/** The other values of the header have no effect: every user sees all records, and only ids are returned. */
function allowsDuplicates(call: Call): boolean {
  if (call.version < firstVersionWithDuplicateRules) return false;
  return /\ballowSave\s*=\s*true\b/i.test(call.header('sforce-duplicate-rule-header') ?? '');
}

/** Without the header, the active rules run. */
function assignmentRuleOf(call: Call): RuleChoice | undefined {
  const given = (call.header('sforce-auto-assign') ?? 'TRUE').trim();
  if (/^true$/i.test(given)) return 'active';
  if (/^false$/i.test(given)) return undefined;
  if (!isId(given)) throw refuse(400, 'MALFORMED_ID', `Assignment Rule ID: id value of incorrect type: ${given}`);
  return { id: given };
}
