// Inserts, updates and upserts one row at a time with all rules of the org; REST, collections and bulk jobs use it.
import { keyOf } from '../data/fieldIndex';
import { isId, normalizeId } from '../data/ids';
import type { Values } from '../data/rowCodec';
import { deletedEntity, fieldError, invalidReference, rowError, wrongObject, type RowError } from '../data/rowErrors';
import type { FieldDef, SObjectDef, Value } from '../data/schema';
import type { Table } from '../data/table';
import type { Org } from '../org/org';
import { assignmentOf, type Assign, type RuleChoice } from './assignmentRules';
import { computedFieldsOf, type ComputeFields } from './computedFields';
import { Draft } from './draft';
import type { Intent, RowOutcome } from './outcome';
import { rowsPerTriggerBatch, saveBatch } from './triggeredSave';
import type { TriggerSession } from './triggers';
import { findDuplicates, requiredFields, rulesOf } from './validationRules';
import { duplicateExternalId, insertWithId, notWriteable, requiredMissing } from './writeErrors';

export interface WriterOptions {
  readonly operation: 'insert' | 'update' | 'upsert';
  /** The field that an upsert matches by: `Id` or an external id. */
  readonly keyField?: FieldDef | undefined;
  readonly userId: string;
  /** Saves a row even when a duplicate rule matches. */
  readonly allowDuplicates?: boolean;
  /** Runs an assignment rule for leads and cases. */
  readonly assignmentRule?: RuleChoice | undefined;
  /** Collects the functions that undo each write, in the order of the writes. */
  readonly undo?: (() => void)[] | undefined;
  /** The transaction of the code that saves the records; triggers have one of their own when it is missing. */
  readonly session?: TriggerSession | undefined;
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
  readonly def: SObjectDef;
  readonly #options: WriterOptions;
  readonly #table: Table;
  readonly #idField: FieldDef | undefined;
  readonly #required: readonly FieldDef[];
  readonly #defaults: Values;
  readonly #slotOf: Readonly<Record<string, number>>;
  readonly #slots: AuditSlots;
  readonly #computeFields: ComputeFields | undefined;
  readonly #rules: readonly ((get: (field: string) => Value) => RowError | undefined)[];
  readonly #assign: Assign | 'unknownRule' | undefined;
  readonly #seenKeys = new Set<string>();
  #undo: (() => void)[] | undefined;

  constructor(org: Org, def: SObjectDef, options: WriterOptions) {
    this.#org = org;
    this.def = def;
    this.#options = options;
    this.#undo = options.undo;
    this.#table = org.store.table(def);
    this.#idField = def.field('Id');
    this.#required = requiredFields(def);
    this.#defaults = def.fields.map((field) => field.defaultValue);
    this.#slotOf = Object.fromEntries(def.fields.map((field) => [field.name, field.slot]));
    this.#slots = Object.fromEntries(auditFields.map((name) => [name, def.field(name)?.slot])) as AuditSlots;
    this.#computeFields = computedFieldsOf(def);
    this.#rules = rulesOf(def);
    this.#assign = assignmentOf(org, def, options.assignmentRule);
  }

  /** Starts a new batch of 200 rows; within a batch an external id can be upserted only once. */
  nextBatch(): void {
    this.#seenKeys.clear();
  }

  /** Saves rows in order, with the triggers of the object. */
  writeAll(intents: readonly Intent[]): RowOutcome[] {
    const { runtime } = this.#org.triggers;
    const operations =
      this.#options.operation === 'upsert' ? (['insert', 'update'] as const) : [this.#options.operation];
    const isTriggered = operations.some((operation) => runtime?.has(this.def, operation));
    if (runtime === undefined || !isTriggered) return intents.map((intent) => this.write(intent));
    this.#undo ??= [];
    const undo = this.#undo;
    const session = this.#options.session ?? runtime.begin({ userId: this.#options.userId, undo });
    const outcomes: RowOutcome[] = [];
    for (let at = 0; at < intents.length; at += rowsPerTriggerBatch) {
      outcomes.push(...saveBatch({ writer: this, session, undo }, intents.slice(at, at + rowsPerTriggerBatch)));
    }
    if (this.#options.session === undefined) session.end();
    return outcomes;
  }

  /** The row before it is saved, for the triggers that run before; or why it cannot be saved. */
  draft(intent: Intent): Draft | RowOutcome {
    const made = this.#newDraft(intent);
    if (!(made instanceof Draft)) return made;
    const errors = this.#applyFields(intent, made);
    return errors.length > 0 ? { ok: false, id: made.isNew ? undefined : made.id, errors } : made;
  }

  /** Saves a row with what the triggers made of it. */
  finish(draft: Draft, intent: Intent): RowOutcome {
    const missing = this.#missingFields(intent, draft);
    return this.#finish(draft, missing.length > 0 ? [requiredMissing(missing)] : []);
  }

  #newDraft(intent: Intent): Draft | RowOutcome {
    if (intent.errors.length > 0) return { ok: false, id: undefined, errors: intent.errors };
    if (this.#assign === 'unknownRule') return { ok: false, id: undefined, errors: [invalidReference()] };
    const found = this.#locate(intent);
    if (typeof found !== 'number') return { ok: false, id: undefined, errors: [found] };
    const id = found === newRow ? undefined : this.#table.idOf(found);
    const locked = this.#org.locks.check(this.def, id, intent);
    if (locked !== undefined) return { ok: false, id, errors: [locked] };
    return new Draft(this.#table, found === newRow ? undefined : found, this.#defaults);
  }

  write(intent: Intent): RowOutcome {
    const draft = this.#newDraft(intent);
    if (!(draft instanceof Draft)) return draft;
    const errors = this.#applyFields(intent, draft);
    const missing = this.#missingFields(intent, draft);
    if (missing.length > 0) errors.push(requiredMissing(missing));
    return this.#finish(draft, errors);
  }

  #finish(draft: Draft, errors: readonly RowError[]): RowOutcome {
    const id = draft.isNew ? undefined : draft.id;
    if (errors.length > 0) return { ok: false, id, errors };
    const nowMs = this.#org.now();
    this.#setAuditFields(draft, nowMs);
    this.#assignOwner(draft);
    this.#computeFields?.(draft, { nowMs, store: this.#org.store });
    const broken = this.#checkRules(draft);
    if (broken.length > 0) return { ok: false, id, errors: broken };
    const created = this.#save(draft);
    return { ok: true, id: draft.id, created };
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
    if (!id.startsWith(this.def.keyPrefix)) return wrongObject(id);
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

  /** An assignment rule also replaces an owner that the client sent. */
  #assignOwner(draft: Draft): void {
    if (typeof this.#assign !== 'function') return;
    const owner = this.#assign((name) => draft.get(this.#slotOf[name]), draft.isNew);
    if (owner !== undefined) draft.set(this.#slots.OwnerId, owner);
  }

  /** Validation rules and the duplicate rule. */
  #checkRules(draft: Draft): RowError[] {
    const isNewLead = draft.isNew && this.#options.allowDuplicates !== true && this.def.name === 'Lead';
    if (this.#rules.length === 0 && !isNewLead) return [];
    const get = (name: string): Value => draft.get(this.#slotOf[name]);
    const errors = this.#rules.map((rule) => rule(get)).filter((error) => error !== undefined);
    const duplicates = isNewLead && errors.length === 0 ? findDuplicates(this.#table, get) : undefined;
    return duplicates === undefined ? errors : [duplicates];
  }

  /** True when the row is new. */
  #save(draft: Draft): boolean {
    const undo = this.#undo;
    if (!draft.isNew) undo?.push(this.#table.snapshot(draft.number));
    const number = draft.save();
    if (draft.isNew) undo?.push(() => this.#table.purge(number));
    return draft.isNew;
  }
}
