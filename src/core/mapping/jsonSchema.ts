// The JSON Schema of mapping files, for editors that validate YAML. It ships as media/kmap.schema.json.
import * as z from 'zod';
import { schemaOf } from './fileSchema';
import { stepSchema } from './stepSchemas';

/** Draft 7, the newest that the language server for YAML reads. */
export const mappingJsonSchema = (): object => ({
  ...z.toJSONSchema(schemaOf(stepSchema), { target: 'draft-7', io: 'input' }),
  title: 'Kinetic mapping file',
});
