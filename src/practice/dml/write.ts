// Inserts, updates and upserts one row at a time with all rules of the org; REST, collections and bulk jobs use it.
import { keyOf } from '../data/fieldIndex';
import { isId, normalizeId } from '../data/ids';
import type { Values } from '../data/rowCodec';
import { deletedEntity, fieldError, invalidReference, rowError, wrongObject, type RowError } from '../data/rowErrors';
import type { FieldDef, SObjectDef, Value } from '../data/schema';
import type { Table } from '../data/store';
import type { Org } from '../org/org';
import { computedFieldsOf, type ComputeFields } from './computedFields';
import { Draft } from './draft';
import { findDuplicates, requiredFields, rulesOf } from './validationRules';

/** The fields of one row with their new values (null clears a field), and the errors found while reading the row. */
export interface Intent {
  readonly fields: readonly FieldDef[];
  readonly values: readonly Value[];
  readonly errors: readonly RowError[];
}

export type RowOutcome =
  | { readonly ok: true; readonly id: string; readonly created: boolean }
  | { readonly ok: false; readonly id: string | undefined; readonly errors: readonly RowError[] };

export interface WriterOptions {
  readonly operation: 'insert' | 'update' | 'upsert';
  /** The field that an upsert matches by: `Id` or an external id. */
  readonly keyField?: FieldDef | undefined;
  readonly userId: string;
  /** Saves a row even when a duplicate rule matches. */
  readonly allowDuplicates?: boolean;
  /** Collects the functions that undo each write, in the order of the writes. */
  readonly undo?: (() => void)[] | undefined;
}

const newRow = -1;
const auditFields = [
  'CreatedDate',
  'LastModifiedDate',
  'SystemModstamp',
  'CreatedById',
  'LastModifiedById',
  'OwnerId',
] as const;

type AuditSlots = Readonly<Record<(typeof auditFields)[number], number | undefined>>;

export class Writer {
  readonly #org: Org;
  readonly #def: SObjectDef;
  readonly #options: WriterOptions;
  readonly #table: Table;
  readonly #idField: FieldDef | undefined;
  readonly #required: readonly FieldDef[];
  readonly #defaults: Values;
  readonly #slotOf: Readonly<Record<string, number>>;
  readonly #slots: AuditSlots;
  readonly #computeFields: ComputeFields | undefined;
  readonly #rules: readonly ((get: (field: string) => Value) => RowError | undefined)[];
  readonly #seenKeys = new Set<string>();

  constructor(org: Org, def: SObjectDef, options: WriterOptions) {
    this.#org = org;
    this.#def = def;
    this.#options = options;
    this.#table = org.store.table(def);
    this.#idField = def.field('Id');
    this.#required = requiredFields(def);
    this.#defaults = def.fields.map((field) => field.defaultValue);
    this.#slotOf = Object.fromEntries(def.fields.map((field) => [field.name, field.slot]));
    this.#slots = Object.fromEntries(auditFields.map((name) => [name, def.field(name)?.slot])) as AuditSlots;
    this.#computeFields = computedFieldsOf(def);
    this.#rules = rulesOf(def);
  }

  /** Starts a new batch of 200 rows; within a batch an external id can be upserted only once. */
  nextBatch(): void {
    this.#seenKeys.clear();
  }

  write(intent: Intent): RowOutcome {
    if (intent.errors.length > 0) return { ok: false, id: undefined, errors: intent.errors };
    const found = this.#locate(intent);
    if (typeof found !== 'number') return { ok: false, id: undefined, errors: [found] };
    const id = found === newRow ? undefined : this.#table.idOf(found);
    const draft = new Draft(this.#table, found === newRow ? undefined : found, this.#defaults);
    const errors = this.#applyFields(intent, draft);
    if (errors.length > 0) return { ok: false, id, errors };
    const nowMs = this.#org.now();
    this.#setAuditFields(draft, nowMs);
    this.#computeFields?.(draft, { nowMs, store: this.#org.store });
    const broken = this.#checkRules(draft);
    if (broken.length > 0) return { ok: false, id, errors: broken };
    return { ok: true, id: id ?? draft.id, created: this.#save(draft) };
  }

  /** The number of the row to change, `newRow`, or an error. */
  #locate(intent: Intent): number | RowError {
    const { operation, keyField } = this.#options;
    const id = this.#valueIn(intent, this.#idField);
    if (operation === 'insert') return id === null ? newRow : insertWithId();
    if (operation === 'update' || keyField === undefined || keyField.type === 'id') {
      if (id !== null) return this.#byId(String(id));
      return operation === 'upsert'
        ? newRow
        : rowError('MISSING_ARGUMENT', 'Id not specified in an update call', ['Id']);
    }
    return this.#byKey(keyField, this.#valueIn(intent, keyField));
  }

  #byId(id: string): number | RowError {
    if (!isId(id)) return rowError('MALFORMED_ID', `bad id ${id}`, ['Id']);
    if (!id.startsWith(this.#def.keyPrefix)) return wrongObject(id);
    const number = this.#table.numberOf(normalizeId(id));
    if (number < 0) return invalidReference();
    return this.#table.isDeleted(number) ? deletedEntity() : number;
  }

  #byKey(keyField: FieldDef, value: Value): number | RowError {
    if (value === null) return rowError('MISSING_ARGUMENT', `${keyField.name} not specified`, [keyField.name]);
    const key = keyOf(keyField, value);
    if (this.#seenKeys.has(key)) {
      return rowError('DUPLICATE_VALUE', `Duplicate external id specified: ${value}`, [keyField.name]);
    }
    this.#seenKeys.add(key);
    const found = this.#table.findNumbers(keyField, value, 10);
    if (found.length > 1)
      return duplicateExternalId(
        keyField,
        found.map((number) => this.#table.idOf(number)),
      );
    return found[0] ?? newRow;
  }

  #valueIn(intent: Intent, field: FieldDef | undefined): Value {
    const index = field === undefined ? -1 : intent.fields.indexOf(field);
    return index < 0 ? null : (intent.values[index] ?? null);
  }

  /** Applies the intent to the draft and checks each field. */
  #applyFields(intent: Intent, draft: Draft): RowError[] {
    const { keyField } = this.#options;
    const locked = this.#org.locks.check(this.#def, draft.isNew ? undefined : draft.id, intent);
    if (locked !== undefined) return [locked];
    const errors: RowError[] = [];
    const readOnly: string[] = [];
    for (let i = 0; i < intent.fields.length; i++) {
      const field = intent.fields[i];
      const value = intent.values[i] ?? null;
      if (field === undefined || field === this.#idField) continue;
      if (field !== keyField && !(draft.isNew ? field.createable : field.updateable)) readOnly.push(field.name);
      const error = value === null ? undefined : this.#checkValue(field, value, draft);
      if (error !== undefined) errors.push(error);
      draft.set(field.slot, value ?? (field.type === 'boolean' ? false : null));
    }
    if (readOnly.length > 0) errors.unshift(notWriteable(readOnly));
    const missing = this.#missingFields(intent, draft);
    if (missing.length > 0) errors.push(requiredMissing(missing));
    return errors;
  }

  #missingFields(intent: Intent, draft: Draft): string[] {
    const looked = draft.isNew ? this.#required : intent.fields;
    return looked
      .filter((field) => !field.nillable && field !== this.#idField && draft.get(field.slot) === null)
      .map((field) => field.name);
  }

  #checkValue(field: FieldDef, value: Value, draft: Draft): RowError | undefined {
    if (field.type === 'reference') return this.#checkReference(field, String(value));
    if (!field.unique) return undefined;
    const other = this.#table.findNumbers(field, value, 2).find((number) => draft.isNew || number !== draft.number);
    if (other === undefined) return undefined;
    return rowError(
      'DUPLICATE_VALUE',
      `duplicate value found: ${field.name} duplicates value on record with id: ${this.#table.idOf(other)}`,
    );
  }

  #checkReference(field: FieldDef, id: string): RowError | undefined {
    const target = this.#org.schema.objectOfId(id);
    if (target === undefined || !field.referenceTo.includes(target.name)) {
      return fieldError('MALFORMED_ID', `id value of incorrect type: ${id}`, field);
    }
    const table = this.#org.store.table(target);
    const number = table.numberOf(id);
    if (number < 0) return invalidReference();
    return table.isDeleted(number) ? deletedEntity() : undefined;
  }

  #setAuditFields(draft: Draft, nowMs: number): void {
    const slots = this.#slots;
    const options = this.#options;
    draft.set(slots.LastModifiedDate, nowMs);
    draft.set(slots.SystemModstamp, nowMs);
    draft.set(slots.LastModifiedById, options.userId);
    if (!draft.isNew) return;
    draft.set(slots.CreatedDate, nowMs);
    draft.set(slots.CreatedById, options.userId);
    if (draft.get(slots.OwnerId) === null) draft.set(slots.OwnerId, options.userId);
  }

  /** Validation rules and the duplicate rule. */
  #checkRules(draft: Draft): RowError[] {
    const isNewLead = draft.isNew && this.#options.allowDuplicates !== true && this.#def.name === 'Lead';
    if (this.#rules.length === 0 && !isNewLead) return [];
    const get = (name: string): Value => draft.get(this.#slotOf[name]);
    const errors = this.#rules.map((rule) => rule(get)).filter((error) => error !== undefined);
    const duplicates = isNewLead && errors.length === 0 ? findDuplicates(this.#table, get) : undefined;
    return duplicates === undefined ? errors : [duplicates];
  }

  /** True when the row is new. */
  #save(draft: Draft): boolean {
    const { undo } = this.#options;
    if (!draft.isNew) undo?.push(this.#table.snapshot(draft.number));
    const number = draft.save();
    if (draft.isNew) undo?.push(() => this.#table.purge(number));
    return draft.isNew;
  }
}

function insertWithId(): RowError {
  return rowError('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
}

function notWriteable(names: readonly string[]): RowError {
  const advice =
    'Please check the security settings of this field and verify that it is read/write for your profile or permission set.';
  return rowError(
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${names.join(', ')}. ${advice}`,
    names,
  );
}

function requiredMissing(names: readonly string[]): RowError {
  return rowError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names);
}

export function duplicateExternalId(field: FieldDef, ids: readonly string[]): RowError {
  const list = ids.join(', ');
  return rowError(
    'DUPLICATE_EXTERNAL_ID',
    `${field.name}: more than one record found for external id field: [${list}]`,
  );
}
