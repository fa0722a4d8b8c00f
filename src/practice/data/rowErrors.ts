// Why a row was refused, once, and how REST, collections and bulk results each spell it (facts §3.4, §4.7).
import type { FieldDef } from './schema';

export interface RowError {
  readonly statusCode: string;
  /** The bulk wording. */
  readonly message: string;
  readonly fields: readonly string[];
  /** REST puts it before the message: `Rating: bad value …`; bulk does not. */
  readonly label?: string;
  /** HTTP status when this is the only row of a call; 400 unless said. */
  readonly status?: number;
  /** What a duplicate rule found; REST shows it beside the error. */
  readonly duplicates?: unknown;
}

export function rowError(statusCode: string, message: string, fields: readonly string[] = []): RowError {
  return { statusCode, message, fields };
}

/** An error of one field: REST leads with its label, both name it. */
export function fieldError(statusCode: string, message: string, field: FieldDef): RowError {
  return { statusCode, message, fields: [field.name], label: field.label };
}

export function restMessage(error: RowError): string {
  return error.label === undefined ? error.message : `${error.label}: ${error.message}`;
}

/** `STATUS_CODE:message:Field1,Field2 --`, several one after another. */
export function bulkText(errors: readonly RowError[]): string {
  return errors
    .map(
      ({ statusCode, message, fields }) =>
        `${statusCode}:${message}:${fields.join(',')}${fields.length > 0 ? ' ' : ''}--`,
    )
    .join('');
}

export const invalidReference = (): RowError => rowError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
export const deletedEntity = (): RowError => ({ ...rowError('ENTITY_IS_DELETED', 'entity is deleted'), status: 404 });

/** The id is well-formed but belongs to another object. */
export const wrongObject = (id: string): RowError => ({
  ...rowError('MALFORMED_ID', `id value of incorrect type: ${id}`, ['Id']),
  label: 'Record ID',
});
