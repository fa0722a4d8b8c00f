// The errors of a row, and their texts in REST responses and in bulk result files.
// See https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm
import type { FieldDef } from './schema';

export interface RowError {
  readonly statusCode: string;
  /** The message as in bulk results. */
  readonly message: string;
  readonly fields: readonly string[];
  /** REST adds it before the message: `Rating: bad value …`; bulk results do not. */
  readonly label?: string;
  /** HTTP status when this is the only row of a call; default 400. */
  readonly status?: number;
  /** The result of a duplicate rule; REST returns it with the error. */
  readonly duplicates?: unknown;
}

export function rowError(statusCode: string, message: string, fields: readonly string[] = []): RowError {
  return { statusCode, message, fields };
}

/** An error of one field: REST puts its label before the message; both list the field. */
export function fieldError(statusCode: string, message: string, field: FieldDef): RowError {
  return { statusCode, message, fields: [field.name], label: field.label };
}

export function restMessage(error: RowError): string {
  return error.label === undefined ? error.message : `${error.label}: ${error.message}`;
}

/** `STATUS_CODE:message:Field1,Field2 --`, once for each error. */
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
