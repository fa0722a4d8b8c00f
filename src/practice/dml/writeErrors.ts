// The errors of writing a row that do not depend on its values.
import { rowError, type RowError } from '../data/rowErrors';
import type { FieldDef } from '../data/schema';

export function insertWithId(): RowError {
  return rowError('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
}

export function notWriteable(names: readonly string[]): RowError {
  const advice =
    'Please check the security settings of this field and verify that it is read/write for your profile or permission set.';
  return rowError(
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${names.join(', ')}. ${advice}`,
    names,
  );
}

export function requiredMissing(names: readonly string[]): RowError {
  return rowError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names);
}

export function duplicateExternalId(field: FieldDef, ids: readonly string[]): RowError {
  const list = ids.join(', ');
  return rowError(
    'DUPLICATE_EXTERNAL_ID',
    `${field.name}: more than one record found for external id field: [${list}]`,
  );
}
