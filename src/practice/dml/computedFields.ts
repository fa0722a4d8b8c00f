// Fields that the org computes: full names, fields derived from a stage or status, auto-numbers, and totals.
import { opportunityStages } from '../data/objects/sales';
import type { FieldDef, SObjectDef } from '../data/schema';
import type { Store } from '../data/store';
import type { Draft } from './draft';

export interface ComputeContext {
  readonly nowMs: number;
  readonly store: Store;
}

export type ComputeFields = (draft: Draft, circumstances: ComputeContext) => void;
type Fields = Readonly<Record<string, number>>;

const autoNumberFormats: Readonly<Record<string, (n: number) => string>> = {
  Case: (n) => String(1000 + n).padStart(8, '0'),
  Invoice__c: (n) => `INV-${String(n + 1).padStart(6, '0')}`,
};

/** Computes the fields of the object; undefined when it has none, so that its loads skip this step. */
export function computedFieldsOf(def: SObjectDef): ComputeFields | undefined {
  const steps: ComputeFields[] = [];
  const slots = Object.fromEntries(def.fields.map((field) => [field.name, field.slot]));
  const rule = computedByObject[def.name];
  if (rule !== undefined) steps.push(rule(slots));
  if (def.field('LastName') !== undefined) steps.push(personName(slots));
  for (const field of def.fields) {
    if (field.autoNumber) steps.push(autoNumber(def, field));
    else if (field.nameField && def.custom) steps.push(nameFromId(field));
  }
  if (steps.length === 0) return undefined;
  return (draft, circumstances) => steps.forEach((step) => step(draft, circumstances));
}

function autoNumber(def: SObjectDef, field: FieldDef): ComputeFields {
  const format = autoNumberFormats[def.name] ?? ((n: number) => String(n + 1).padStart(8, '0'));
  return (draft) => {
    if (draft.isNew) draft.set(field.slot, format(draft.number));
  };
}

/** The default name of a custom object's record is its id. */
function nameFromId(field: FieldDef): ComputeFields {
  return (draft) => {
    if (draft.get(field.slot) === null) draft.set(field.slot, draft.id);
  };
}

function personName(slots: Fields): ComputeFields {
  return (draft) => {
    const parts = [draft.get(slots['FirstName']), draft.get(slots['LastName'])];
    draft.set(slots['Name'], parts.filter((part) => part !== null).join(' '));
  };
}

const computedByObject: Readonly<Record<string, (slots: Fields) => ComputeFields>> = {
  Opportunity: (slots) => (draft) => {
    const stageName = draft.get(slots['StageName']);
    const stage = opportunityStages.find(({ name }) => name === stageName);
    const hasNewStage = stageName !== draft.old(slots['StageName']);
    const keepsProbability = draft.get(slots['Probability']) === draft.old(slots['Probability']);
    if (hasNewStage && keepsProbability && stage !== undefined) draft.set(slots['Probability'], stage.probability);
    draft.set(slots['IsClosed'], stage?.isClosed ?? false);
    draft.set(slots['IsWon'], stage?.isWon ?? false);
    const amount = draft.get(slots['Amount']);
    const probability = Number(draft.get(slots['Probability']) ?? 0);
    draft.set(slots['ExpectedRevenue'], typeof amount === 'number' ? (amount * probability) / 100 : null);
  },
  Case:
    (slots) =>
    (draft, { nowMs }) => {
      const isClosed = draft.get(slots['Status']) === 'Closed';
      const wasClosed = draft.old(slots['IsClosed']) === true;
      draft.set(slots['IsClosed'], isClosed);
      if (!isClosed) draft.set(slots['ClosedDate'], null);
      else if (!wasClosed) draft.set(slots['ClosedDate'], nowMs);
    },
  Task: (slots) => (draft) => {
    draft.set(slots['IsClosed'], draft.get(slots['Status']) === 'Completed');
  },
  PricebookEntry:
    (slots) =>
    (draft, { store }) => {
      const product = store.byId(String(draft.get(slots['Product2Id'])));
      const def = store.byName('Product2')?.def;
      for (const name of ['Name', 'ProductCode']) {
        const field = def?.field(name);
        if (field !== undefined) draft.set(slots[name], product?.get(field) ?? null);
      }
    },
  Invoice_Line__c: (slots) => (draft) => {
    const quantity = draft.get(slots['Quantity__c']);
    const price = draft.get(slots['Unit_Price__c']);
    const total = typeof quantity === 'number' && typeof price === 'number' ? quantity * price : null;
    draft.set(slots['Line_Total__c'], total === null ? null : Math.round(total * 100) / 100);
  },
};
