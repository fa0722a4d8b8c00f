// Fields that the org itself fills in: whole names, stages' consequences, numbers that count up, totals.
import { STAGES } from './objects/sales';
import type { Values } from './rowCodec';
import type { FieldDef, SObjectDef, Value } from './schema';
import type { Store } from './store';

/** One row on its way into the store. */
export interface Draft {
  readonly values: Values;
  /** What the row was before; undefined for a new one. */
  readonly before: Values | undefined;
  /** Position and id that the row has or will have. */
  readonly number: number;
  readonly id: string;
  readonly nowMs: number;
  readonly store: Store;
}

type Derive = (draft: Draft) => void;
type Fields = Readonly<Record<string, number>>;

const AUTO_NUMBERS: Readonly<Record<string, (n: number) => string>> = {
  Case: (n) => String(1000 + n).padStart(8, '0'),
  Invoice__c: (n) => `INV-${String(n + 1).padStart(6, '0')}`,
};

/** What must be derived for the object; undefined when nothing is, so that plain loads pay nothing. */
export function derivationOf(def: SObjectDef): Derive | undefined {
  const steps: Derive[] = [];
  const slots = Object.fromEntries(def.fields.map((field) => [field.name, field.slot]));
  const rule = RULES[def.name];
  if (rule !== undefined) steps.push(rule(slots));
  if (def.field('LastName') !== undefined) steps.push(personName(slots));
  for (const field of def.fields) {
    if (field.autoNumber) steps.push(autoNumber(def, field));
    else if (field.nameField && def.custom) steps.push(nameFromId(field));
  }
  if (steps.length === 0) return undefined;
  return (draft) => steps.forEach((step) => step(draft));
}

function at(values: Values | undefined, slot: number | undefined): Value {
  return slot === undefined ? null : (values?.[slot] ?? null);
}

function put(values: Values, slot: number | undefined, value: Value): void {
  if (slot !== undefined) values[slot] = value;
}

function autoNumber(def: SObjectDef, field: FieldDef): Derive {
  const format = AUTO_NUMBERS[def.name] ?? ((n: number) => String(n + 1).padStart(8, '0'));
  return (draft) => {
    draft.values[field.slot] ??= format(draft.number);
  };
}

/** A custom object's name falls back to the record's id. */
function nameFromId(field: FieldDef): Derive {
  return (draft) => {
    draft.values[field.slot] ??= draft.id;
  };
}

function personName(slots: Fields): Derive {
  return ({ values }) => {
    const parts = [at(values, slots['FirstName']), at(values, slots['LastName'])];
    put(values, slots['Name'], parts.filter((part) => part !== null).join(' '));
  };
}

const RULES: Readonly<Record<string, (slots: Fields) => Derive>> = {
  Opportunity: (slots) => (draft) => {
    const { values, before } = draft;
    const stage = STAGES.find(({ name }) => name === at(values, slots['StageName']));
    const hasNewStage = at(values, slots['StageName']) !== at(before, slots['StageName']);
    const keepsProbability = at(values, slots['Probability']) === at(before, slots['Probability']);
    if (hasNewStage && keepsProbability && stage !== undefined) put(values, slots['Probability'], stage.probability);
    put(values, slots['IsClosed'], stage?.isClosed ?? false);
    put(values, slots['IsWon'], stage?.isWon ?? false);
    const amount = at(values, slots['Amount']);
    const probability = Number(at(values, slots['Probability']) ?? 0);
    put(values, slots['ExpectedRevenue'], typeof amount === 'number' ? (amount * probability) / 100 : null);
  },
  Case: (slots) => (draft) => {
    const { values, before } = draft;
    const isClosed = at(values, slots['Status']) === 'Closed';
    put(values, slots['IsClosed'], isClosed);
    const wasClosed = at(before, slots['IsClosed']) === true;
    if (!isClosed) put(values, slots['ClosedDate'], null);
    else if (!wasClosed) put(values, slots['ClosedDate'], draft.nowMs);
  },
  Task: (slots) => (draft) => {
    put(draft.values, slots['IsClosed'], at(draft.values, slots['Status']) === 'Completed');
  },
  PricebookEntry: (slots) => (draft) => {
    const product = draft.store.byId(String(at(draft.values, slots['Product2Id'])));
    const def = draft.store.byName('Product2')?.def;
    for (const name of ['Name', 'ProductCode']) {
      const field = def?.field(name);
      if (field !== undefined) put(draft.values, slots[name], product?.get(field) ?? null);
    }
  },
  Invoice_Line__c: (slots) => (draft) => {
    const quantity = at(draft.values, slots['Quantity__c']);
    const price = at(draft.values, slots['Unit_Price__c']);
    const total = typeof quantity === 'number' && typeof price === 'number' ? quantity * price : null;
    put(draft.values, slots['Line_Total__c'], total === null ? null : Math.round(total * 100) / 100);
  },
};
