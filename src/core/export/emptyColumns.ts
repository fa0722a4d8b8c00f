// The columns of a query without records, which can name no columns themselves.
import type { Task } from '../kernel/task';
import type { Rest } from '../rest/rest';
import { columnsOf, objectOf } from '../soql/soql';

/** Those of FIELDS() come from the describe of the object. Throws what the describe does. */
export async function emptyColumns(soql: string, describes: Rest['describes'], task: Task): Promise<readonly string[]> {
  const columns: string[] = [];
  for (const column of columnsOf(soql)) {
    if ('name' in column) columns.push(column.name);
    else {
      const { fields } = await describes.object(objectOf(soql), task);
      const wanted = fields.filter(({ custom }) => column.fields === 'ALL' || custom === (column.fields === 'CUSTOM'));
      columns.push(...wanted.map(({ name }) => name));
    }
  }
  return columns;
}
