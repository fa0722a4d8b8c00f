// addError: a trigger refuses a record.
import { rowError } from '../../data/rowErrors';
import type { FieldDef } from '../../data/schema';
import { ApexException } from '../values/objects';
import { ApexSObject } from '../values/sobject';
import { toText } from '../values/text';

const code = 'FIELD_CUSTOM_VALIDATION_EXCEPTION';

const messageOf = (value: unknown): string => (value instanceof ApexException ? (value.message ?? '') : toText(value));

export function addRecordError(record: ApexSObject, message: unknown): void {
  record.errors.push(rowError(code, messageOf(message)));
}

export function addFieldError(record: unknown, field: FieldDef, message: unknown): null {
  if (record instanceof ApexSObject) record.errors.push(rowError(code, messageOf(message), [field.name]));
  return null;
}
