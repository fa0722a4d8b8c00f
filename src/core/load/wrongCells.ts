// Says what a load would refuse row by row because of the types of the object's fields, as a dry run reports it.
import type { ErrorData } from '../model/job';
import type { LoadSpec } from '../model/load';
import type { Files } from '../ports';
import type { Field } from './calls/columnFields';
import { checkCells, type WrongField } from './checkCells';
import type { LoadPlan } from './place';

export interface WrongCells {
  /** One for each field that has such cells. */
  readonly found: readonly ErrorData[];
  /** Rows with at least one of them. */
  readonly rows: number;
}

/** `plan`: of the load, so the file is known to be readable. */
export async function findWrongCells(
  spec: LoadSpec,
  { plan, fields, files }: { readonly plan: LoadPlan; readonly fields: readonly Field[]; readonly files: Files },
  signal: AbortSignal,
): Promise<WrongCells> {
  const { wrongFields, wrongType } = await checkCells(spec, { fields, files, api: plan.route?.api }, signal);
  return { found: wrongFields.map((one) => findingOf(one, spec)), rows: wrongType?.rows ?? 0 };
}

const findingOf = ({ field, kind, wrong, values, first }: WrongField, { file }: LoadSpec): ErrorData => ({
  code: 'input.wrongType',
  details: { file, line: first.line, value: first.value, field, kind, count: wrong, values },
});
