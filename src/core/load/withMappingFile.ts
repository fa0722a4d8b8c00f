// Completes a load with what its mapping file says, after a check that the file is for this load.
import { SalesforceError } from '../errors/salesforceError';
import { unknownFields, type MappingFile } from '../mapping/mapping';
import type { LoadSpec } from '../model/load';

/** What a mapping file may say of a load. */
type MappedParts = Partial<Pick<LoadSpec, 'object' | 'operation' | 'externalIdField' | 'blanks' | 'save' | 'mapping'>>;

/** What the load already has counts, except that the object must be the same. Throws `input.otherObject`. */
export function withMappingFile<L extends MappedParts>(load: L, path: string, file: MappingFile): L & MappedParts {
  const { object, operation, externalIdField, blanks, save } = load;
  if (object !== undefined && file.object !== undefined && object.toLowerCase() !== file.object.toLowerCase())
    throw new SalesforceError('input.otherObject', { file: path, object: file.object, other: object });
  const takesKey = operation === undefined || operation === 'upsert';
  const parts = {
    object: object ?? file.object,
    operation: operation ?? (externalIdField === undefined ? file.operation : 'upsert'),
    externalIdField: externalIdField ?? (takesKey ? file.externalIdField : undefined),
    blanks: blanks ?? file.blanks,
    save: file.save && { ...file.save, ...save },
  };
  const known = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
  return { ...load, ...known, mapping: file.mapping };
}

/** `fields` are those of the object. Throws `input.badMapping` for the first field that it does not have. */
export function checkMappedFields(
  { mapping }: Pick<MappingFile, 'mapping'>,
  path: string,
  { object, fields }: { readonly object: string; readonly fields: Parameters<typeof unknownFields>[1] },
): void {
  const [unknown] = unknownFields(mapping, fields);
  if (unknown === undefined) return;
  const message = `${unknown} is not a field of ${object}, or the user cannot see it. Correct the field, or remove it from the mapping.`;
  throw new SalesforceError('input.badMapping', { place: path, message });
}
