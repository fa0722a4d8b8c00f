// What can stand left of an assignment: variables, fields, properties, fields of records, elements of lists.
import type { FieldDef, SObjectDef } from '../../data/schema';
import type { At } from '../parse/tree';
import type { Frame } from '../run/frame';
import type { Transaction } from '../run/transaction';
import type { FieldInfo, ApexType } from '../typeSystem/model';
import { argOf, listOf, sobjectOf, types } from '../typeSystem/apexType';
import { ApexList } from '../values/collections';
import type { ApexObject } from '../values/objects';
import type { ApexSObject } from '../values/sobject';
import { dereferenced } from './arithmetic';
import { toJson } from '../library/json';
import { CompileError, type Code, type Local, type Run } from './code';
import { fieldType, readRecordField, writeRecordField } from '../values/recordFields';

/** The operands are evaluated once, also when the value is read and then written. */
export interface Target extends Code {
  readonly operands: readonly Run[];
  readonly read: (frame: Frame, operands: readonly unknown[]) => unknown;
  /** Undefined for a value that cannot be assigned. */
  readonly write: ((frame: Frame, operands: readonly unknown[], value: unknown) => void) | undefined;
}

const asRecord = (held: unknown): ApexSObject => held as ApexSObject;
const asObject = (held: unknown): ApexObject => held as ApexObject;

const toTarget = (target: Omit<Target, 'run'>): Target => {
  const [only] = target.operands;
  if (only === undefined) return { ...target, run: (frame) => target.read(frame, []) };
  return {
    ...target,
    run: (frame) =>
      target.read(
        frame,
        target.operands.map((operand) => operand(frame)),
      ),
  };
};

export const localTarget = ({ slot, type }: Local, name: string): Target => ({
  type,
  operands: [],
  read: (frame) => frame.locals[slot],
  write: (frame, _, value) => {
    frame.locals[slot] = value;
    if (frame.tx.log.isAssignmentLogged) frame.tx.log.assignment(frame.place.line, name, toJson(value));
  },
  run: (frame) => frame.locals[slot],
});

export function staticTarget(field: FieldInfo): Target {
  const { owner, slot, getter, setter, type } = field;
  if (field.property && (getter ?? setter)) return propertyTarget(field, undefined);
  return toTarget({
    type,
    operands: [],
    read: ({ tx }) => tx.staticsOf(owner)[slot],
    write: ({ tx }, _, value) => void (tx.staticsOf(owner)[slot] = value),
  });
}

/** @param self the object whose field it is */
export function fieldTarget(field: FieldInfo, self: Run, isSafe = false): Target {
  const { slot, type } = field;
  if (field.property && (field.getter ?? field.setter)) return propertyTarget(field, self, isSafe);
  return toTarget({
    type,
    operands: [self],
    read: ({ tx }, [object]) => {
      if (object === null || object === undefined) return missing(tx, isSafe);
      return asObject(object).fields[slot];
    },
    write: ({ tx }, [object], value) => {
      if (object === null || object === undefined) throw tx.error('NullPointerException', dereferenced);
      asObject(object).fields[slot] = value;
    },
  });
}

function missing(tx: Transaction, isSafe: boolean): null {
  if (isSafe) return null;
  throw tx.error('NullPointerException', dereferenced);
}

/** Inside its own accessors, the name of a property is the stored value. */
function propertyTarget(field: FieldInfo, self: Run | undefined, isSafe = false): Target {
  const { getter, setter, type, slot, owner } = field;
  const stored = (frame: Frame, object: unknown): unknown[] =>
    self === undefined ? frame.tx.staticsOf(owner) : asObject(object).fields;
  const isInside = (frame: Frame): boolean =>
    frame.place.label.endsWith(`.${field.name}.get`) || frame.place.label.endsWith(`.${field.name}.set`);
  const receiver = (object: unknown): ApexObject | null => (self === undefined ? null : asObject(object));
  return toTarget({
    type,
    operands: self === undefined ? [] : [self],
    read: (frame, [object]) => {
      if (self !== undefined && (object === null || object === undefined)) return missing(frame.tx, isSafe);
      if (getter === undefined || isInside(frame)) return stored(frame, object)[slot];
      return frame.tx.program.invoke(frame.tx, getter, { self: receiver(object), args: [] });
    },
    write: (frame, [object], value) => {
      if (self !== undefined && (object === null || object === undefined)) {
        throw frame.tx.error('NullPointerException', dereferenced);
      }
      if (setter === undefined || isInside(frame)) stored(frame, object)[slot] = value;
      else frame.tx.program.invoke(frame.tx, setter, { self: receiver(object), args: [value] });
    },
  });
}

export function elementTarget(list: Code, index: Code, at: At): Target {
  if (list.type.kind !== 'list') throw new CompileError(at, 'Expression must be a list type: ' + list.type.name);
  if (index.type.name !== 'Integer')
    throw new CompileError(at, 'Array index value must be of type Integer: ' + index.type.name);
  const place = ({ tx }: Frame, [held, i]: readonly unknown[]): { items: unknown[]; i: number } => {
    if (!(held instanceof ApexList) || typeof i !== 'number') throw tx.error('NullPointerException', dereferenced);
    if (i < 0 || i >= held.items.length) throw tx.error('ListException', `List index out of bounds: ${i}`);
    return { items: held.items, i };
  };
  return toTarget({
    type: argOf(list.type),
    operands: [list.run, index.run],
    read: (frame, operands) => {
      const { items, i } = place(frame, operands);
      return items[i];
    },
    write: (frame, operands, value) => {
      const { items, i } = place(frame, operands);
      items[i] = value;
    },
  });
}

/** A field, a parent or the children of a record. */
export function recordTarget(
  record: Code,
  name: string,
  {
    at,
    isSafe,
    program,
  }: {
    at: At;
    isSafe: boolean;
    program: {
      childOf: (def: SObjectDef, name: string) => SObjectDef | undefined;
      parentOf: (field: FieldDef) => ApexType;
    };
  },
): Target {
  const { def } = record.type;
  if (def === undefined) {
    if (name.toLowerCase() === 'id') return idOfAny(record, isSafe);
    throw new CompileError(at, `Field does not exist: ${name} on SObject`);
  }
  const field = def.field(name);
  if (field) return plainField(record, field, isSafe);
  const reference = def.relationship(name);
  if (reference) return parentField(record, reference, program.parentOf(reference));
  const child = program.childOf(def, name);
  if (child === undefined) throw new CompileError(at, `Field does not exist: ${name} on ${def.name}`);
  return toTarget({
    type: listOf(sobjectOf(child)),
    operands: [record.run],
    read: ({ tx }, [held]) => {
      if (held === null || held === undefined) return missing(tx, isSafe);
      const { children } = asRecord(held);
      return children.get(name.toLowerCase()) ?? new ApexList(sobjectOf(child));
    },
    write: undefined,
  });
}

/** The only field that an SObject has without its object. */
function idOfAny(record: Code, isSafe: boolean): Target {
  return toTarget({
    type: types.id,
    operands: [record.run],
    read: ({ tx }, [held]) => (held === null || held === undefined ? missing(tx, isSafe) : asRecord(held).id),
    write: ({ tx }, [held], value) => {
      if (held === null || held === undefined) throw tx.error('NullPointerException', dereferenced);
      const record = asRecord(held);
      const field = record.def.field('Id');
      if (field) writeRecordField(record, field, { value, tx });
    },
  });
}

function plainField(record: Code, field: FieldDef, isSafe: boolean): Target {
  return toTarget({
    type: fieldType(field),
    operands: [record.run],
    read: ({ tx }, [held]) => {
      if (held === null || held === undefined) return missing(tx, isSafe);
      return readRecordField(asRecord(held), field, tx);
    },
    write: ({ tx }, [held], value) => {
      if (held === null || held === undefined) throw tx.error('NullPointerException', dereferenced);
      writeRecordField(asRecord(held), field, { value, tx });
    },
  });
}

/** A parent that is missing reads as null, and so do its fields. */
function parentField(record: Code, reference: FieldDef, type: ApexType): Target {
  const name = (reference.relationshipName ?? '').toLowerCase();
  return toTarget({
    type: type.def === undefined ? types.sobject : type,
    operands: [record.run],
    read: ({ tx }, [held]) => {
      if (held === null || held === undefined) return missing(tx, true);
      return asRecord(held).parents.get(name) ?? null;
    },
    write: ({ tx }, [held], value) => {
      if (held === null || held === undefined) throw tx.error('NullPointerException', dereferenced);
      asRecord(held).parents.set(name, value as ApexSObject | null);
    },
  });
}
