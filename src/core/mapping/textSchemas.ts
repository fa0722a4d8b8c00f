// The parts of which the schema of mapping files is made.
import * as z from 'zod';
import { plainNumber } from './valueForms';

/** YAML reads `12` and `true` as other types. They arrive only where they are written like that, so no text changes. */
export const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

export const texts = z.array(text);

/** Also one such as `1.50`, which arrives as text. */
export const number = z.union([z.number(), z.string().regex(plainNumber)]).transform(Number);

/** An object that names its keys when it has another one. */
export const record = <Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> =>
  z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? `Keys here: ${Object.keys(shape).join(', ')}.` : undefined),
  });
