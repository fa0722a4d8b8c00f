// The rules of this org: required fields, validation rules, a failing trigger, and a duplicate rule.
import { keyOf } from '../data/fieldIndex';
import { rowError, type RowError } from '../data/rowErrors';
import type { FieldDef, SObjectDef, Value } from '../data/schema';
import type { Table } from '../data/table';

type Get = (field: string) => Value;

interface Rule {
  readonly object: string;
  readonly breaks: (get: Get) => boolean;
  readonly error: RowError;
}

const validation = (message: string, fields: readonly string[] = []): RowError =>
  rowError('FIELD_CUSTOM_VALIDATION_EXCEPTION', message, fields);

const triggerTrace = [
  'CaseGuard: execution of BeforeInsert',
  '',
  'caused by: System.NullPointerException: Attempt to de-reference a null object, "Account" was expected',
  '',
  'Trigger.CaseGuard: line 7, column 1',
].join('\n');

const validationRules: readonly Rule[] = [
  {
    object: 'Opportunity',
    breaks: (get) => Number(get('Amount') ?? 0) < 0,
    error: validation('Amount must not be negative.', ['Amount']),
  },
  {
    object: 'Invoice__c',
    breaks: (get) => {
      const due = get('Due_Date__c');
      const issued = get('Issued_On__c');
      return due !== null && issued !== null && String(due) < String(issued);
    },
    error: validation('The due date must not be before the issue date.'),
  },
  {
    object: 'Account',
    breaks: (get) => Number(get('Credit_Limit__c') ?? 0) > 1_000_000 && get('VIP__c') !== true,
    error: validation('Only VIP accounts may have a credit limit above 1,000,000.', ['Credit_Limit__c']),
  },
  {
    object: 'Case',
    breaks: (get) => get('Reason') === 'Breakdown' && get('AccountId') === null,
    error: rowError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', triggerTrace),
  },
];

/** The checks for one object; each returns an error or undefined. */
export function rulesOf(def: SObjectDef): readonly ((get: Get) => RowError | undefined)[] {
  return validationRules
    .filter((rule) => rule.object === def.name)
    .map((rule) => (get: Get) => (rule.breaks(get) ? rule.error : undefined));
}

/** Leads with the same email and last name are duplicates. */
export function findDuplicates(table: Table, get: Get): RowError | undefined {
  if (table.def.name !== 'Lead' || get('Email') === null) return undefined;
  const email = table.def.field('Email');
  const lastName = table.def.field('LastName');
  if (email === undefined || lastName === undefined) return undefined;
  const same = (value: Value): boolean => keyOf(lastName, value) === keyOf(lastName, get('LastName'));
  const found = table.find(email, get('Email'), 100).filter((row) => same(row.get(lastName)));
  if (found.length === 0) return undefined;
  const ids = found.map((row) => row.id);
  return { ...rowError('DUPLICATES_DETECTED', 'Use one of these records?'), duplicates: duplicateResult(ids) };
}

function duplicateResult(ids: readonly string[]): unknown {
  return {
    allowSave: true,
    duplicateRule: 'Standard_Lead_Duplicate_Rule',
    duplicateRuleEntityType: 'Lead',
    errorMessage: 'Use one of these records?',
    matchResults: [
      {
        entityType: 'Lead',
        errors: [],
        matchEngine: 'FuzzyMatchEngine',
        matchRecords: ids.map((id) => ({
          additionalInformation: [],
          fieldDiffs: [],
          matchConfidence: 100,
          record: { attributes: { type: 'Lead', url: `/services/data/v66.0/sobjects/Lead/${id}` }, Id: id },
        })),
        rule: 'Standard_Lead_Match_Rule_v1_0',
        size: ids.length,
        success: true,
      },
    ],
  };
}

/** The fields that a new record must have. */
export function requiredFields(def: SObjectDef): readonly FieldDef[] {
  return def.fields.filter((field) => field.createable && !field.nillable && !field.defaultedOnCreate);
}
