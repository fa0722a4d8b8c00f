// The assignment rules of leads and cases: they give a record its owner.
// See https://developer.salesforce.com/docs/platform/api-rest/guide/headers-autoassign.html
import { isId, normalizeId } from '../data/ids';
import type { SObjectDef, Value } from '../data/schema';
import type { Row } from '../data/table';
import type { Org } from '../org/org';

/** `active` runs the active rule of the object, if it has one; an id runs that rule, active or not. */
export type RuleChoice = 'active' | { readonly id: string };

type Get = (field: string) => Value;

interface Entry {
  readonly matches: (get: Get) => boolean;
  /** The owner: a user by its alias, or a queue by its developer name. */
  readonly owner: { readonly object: 'User' | 'Group'; readonly field: string; readonly value: string };
}

export const ruleNames = {
  supportCases: 'Support Cases',
  urgentCases: 'Urgent Cases',
  webLeads: 'Web Leads',
} as const;

const supportQueue = { object: 'Group', field: 'DeveloperName', value: 'Support_Queue' } as const;
const ben = { object: 'User', field: 'Alias', value: 'ben' } as const;
const clara = { object: 'User', field: 'Alias', value: 'clara' } as const;

/** By the name of the rule; the first entry that matches decides. */
const entries: Readonly<Record<string, readonly Entry[]>> = {
  [ruleNames.supportCases]: [{ matches: (get) => get('Origin') === 'Web', owner: supportQueue }],
  [ruleNames.urgentCases]: [{ matches: (get) => get('Priority') === 'High', owner: clara }],
  [ruleNames.webLeads]: [{ matches: (get) => get('LeadSource') === 'Web', owner: ben }],
};

/** Gives the id of the new owner; undefined when the owner stays. */
export type Assign = (get: Get, isNew: boolean) => string | undefined;

/** Undefined when no rule runs; `unknownRule` when the object has no rule with the id. */
export function assignmentOf(
  org: Org,
  def: SObjectDef,
  choice: RuleChoice | undefined,
): Assign | 'unknownRule' | undefined {
  if (choice === undefined || (def.name !== 'Lead' && def.name !== 'Case')) return undefined;
  const rule = findRule(org, def, choice);
  if (rule === undefined) return choice === 'active' ? undefined : 'unknownRule';
  return (get, isNew) => {
    // A rule that is named runs for new records only.
    if (choice !== 'active' && !isNew) return undefined;
    const entry = entries[rule]?.find(({ matches }) => matches(get));
    if (entry !== undefined) return ownerOf(org, entry);
    return isNew ? org.adminUserId : undefined;
  };
}

/** The name of the rule. */
function findRule(org: Org, def: SObjectDef, choice: RuleChoice): string | undefined {
  const table = org.store.byName('AssignmentRule');
  if (table === undefined) return undefined;
  const cell = (row: Row, name: string): Value => {
    const field = table.def.field(name);
    return field === undefined ? null : row.get(field);
  };
  const isChosen = (row: Row): boolean =>
    choice === 'active' ? cell(row, 'Active') === true : isId(choice.id) && row.id === normalizeId(choice.id);
  const found = [...table.rows()].find((row) => cell(row, 'SobjectType') === def.name && isChosen(row));
  return found === undefined ? undefined : String(cell(found, 'Name'));
}

function ownerOf(org: Org, { owner }: Entry): string | undefined {
  const table = org.store.byName(owner.object);
  const field = table?.def.field(owner.field);
  return field === undefined ? undefined : table?.find(field, owner.value, 1)[0]?.id;
}
