// Which API can be told which save option, for which operations and objects, and what is wrong with a choice of them.
import { SalesforceError } from '../errors/salesforceError';
import type { IngestOperation, LoadSpec } from '../model/load';
import type { RouteApi } from '../model/route';
import type { SaveOption, SaveOptions } from '../model/saveOptions';

interface OptionRule {
  readonly apis: readonly RouteApi[];
  readonly operations: readonly IngestOperation[];
  /** In messages. */
  readonly name: string;
}

const saved: readonly IngestOperation[] = ['insert', 'update', 'upsert'];
const inCalls: readonly IngestOperation[] = [...saved, 'delete', 'undelete'];

/**
 * The order is that in which options are named. Sources:
 * https://developer.salesforce.com/docs/platform/api-rest/guide/headers-autoassign.html
 * https://developer.salesforce.com/docs/platform/api-rest/guide/headers-duplicaterules.html
 * https://developer.salesforce.com/docs/platform/api-rest/guide/dome-upsert.html (updateOnly)
 * https://developer.salesforce.com/docs/platform/api/guide/sforce-api-calls-undelete.html (AllOrNoneHeader)
 */
const rules: Readonly<Record<SaveOption, OptionRule>> = {
  updateOnly: { apis: ['rest'], operations: ['upsert'], name: 'update only' },
  allOrNone: { apis: ['collections', 'soap'], operations: inCalls, name: 'all or none' },
  recordsPerCall: { apis: ['collections', 'soap'], operations: inCalls, name: 'records per call' },
  serial: { apis: ['collections', 'rest', 'soap'], operations: inCalls, name: 'serial' },
  duplicates: { apis: ['collections', 'rest'], operations: saved, name: 'allow duplicates' },
  duplicatesAsCurrentUser: {
    apis: ['collections', 'rest'],
    operations: saved,
    name: 'duplicate rules as current user',
  },
  assignmentRule: { apis: ['bulk', 'collections', 'rest'], operations: saved, name: 'assignment rule' },
};

export const saveOptionNames = Object.keys(rules) as readonly SaveOption[];
const apiNames: Readonly<Record<RouteApi, string>> = {
  rest: 'REST',
  collections: 'REST collections',
  bulk: 'Bulk API 2.0',
  soap: 'the SOAP API',
};

type Saving = Pick<LoadSpec, 'operation' | 'externalIdField' | 'save'>;

/** Options that change something. */
const chosenIn = ({ save = {} }: Pick<LoadSpec, 'save'>): readonly SaveOption[] =>
  saveOptionNames.filter((option) => save[option] !== undefined && save[option] !== false);

/** REST cannot delete past the Recycle Bin, and its collections find records by external IDs only. */
export function onlyApi({
  operation,
  externalIdField,
}: Saving): { readonly api: RouteApi; readonly code: 'hardDelete' | 'upsertById' | 'undelete' } | undefined {
  if (operation === 'hardDelete') return { api: 'bulk', code: 'hardDelete' };
  if (operation === 'undelete') return { api: 'soap', code: 'undelete' };
  const isById = operation === 'upsert' && externalIdField?.toLowerCase() === 'id';
  return isById ? { api: 'bulk', code: 'upsertById' } : undefined;
}

/** The APIs that can be told all options. */
export function apisFor(request: Saving): readonly RouteApi[] {
  const chosen = chosenIn(request);
  const all: readonly RouteApi[] = ['bulk', 'collections', 'rest', 'soap'];
  return all.filter((api) => chosen.every((option) => rules[option].apis.includes(api)));
}

/** The first option because of which the API cannot take the rows. */
export const excluding = (request: Saving, api: RouteApi): SaveOption | undefined =>
  chosenIn(request).find((option) => !rules[option].apis.includes(api));

/** The objects with assignment rules that a load can run. */
const assignedObjects: ReadonlySet<string> = new Set(['lead', 'case']);

/** Whether Salesforce can be told the option for such a load, over the API that was chosen. */
export function offersOption(
  option: SaveOption,
  load: Pick<LoadSpec, 'operation' | 'object' | 'externalIdField' | 'api'>,
): boolean {
  const { operation, object, api = 'auto' } = load;
  const { operations, apis } = rules[option];
  const taken = onlyApi(load)?.api ?? api;
  if (!operations.includes(operation) || (taken !== 'auto' && !apis.includes(taken))) return false;
  return option !== 'assignmentRule' || assignedObjects.has(object.toLowerCase());
}

/** Throws the `input.*` error of the first option that the load cannot have. */
export function checkSaveOptions(
  spec: Pick<LoadSpec, 'operation' | 'object' | 'externalIdField' | 'save' | 'api'>,
): void {
  const { save = {}, operation, object, api = 'auto' } = spec;
  checkValues(save);
  const chosen = chosenIn(spec);
  for (const option of chosen) {
    const { name, operations, apis } = rules[option];
    if (!operations.includes(operation))
      throw new SalesforceError('input.optionOfOtherOperation', { option: name, operation });
    if (option === 'assignmentRule' && !assignedObjects.has(object.toLowerCase()))
      throw new SalesforceError('input.noAssignmentRules', { object });
    const only = onlyApi(spec);
    if (only && !apis.includes(only.api))
      throw new SalesforceError('input.optionsTogether', { option: name, other: `${operation} by Id` });
    if (!only && api !== 'auto' && !apis.includes(api))
      throw new SalesforceError('input.optionOfOtherApi', {
        option: name,
        api: apiNames[api],
        apis: listed(apis.filter((one) => one !== 'soap').map((one) => apiNames[one])),
      });
  }
  checkTogether(chosen);
}

function checkValues({ recordsPerCall, assignmentRule }: SaveOptions): void {
  if (
    recordsPerCall !== undefined &&
    !(Number.isInteger(recordsPerCall) && recordsPerCall >= 1 && recordsPerCall <= 200)
  )
    throw new SalesforceError('input.badRecordsPerCall', { value: recordsPerCall });
  if (assignmentRule !== undefined && assignmentRule !== 'active' && !/^01Q\w{12}(?:\w{3})?$/.test(assignmentRule))
    throw new SalesforceError('input.badAssignmentRule', { value: assignmentRule });
}

/** Options that have an API in common two by two have one in common. */
function checkTogether(chosen: readonly SaveOption[]): void {
  for (const one of chosen)
    for (const other of chosen)
      if (!rules[one].apis.some((api) => rules[other].apis.includes(api)))
        throw new SalesforceError('input.optionsTogether', { option: rules[one].name, other: rules[other].name });
}

const listed = (names: readonly string[]): string => names.join(' or ');
