// `query?explain=`: the query plan of a statement.
import { bestLookup } from './rowWalk';
import type { CompiledQuery } from './soql';

/** The relative cost of reading one row through an index instead of in a scan. */
const indexRowCost = 3;

interface Plan {
  readonly cardinality: number;
  readonly fields: readonly string[];
  readonly leadingOperationType: 'Index' | 'TableScan';
  readonly notes: readonly Note[];
  readonly relativeCost: number;
  readonly sobjectCardinality: number;
  readonly sobjectType: string;
}

interface Note {
  readonly description: string;
  readonly fields: readonly string[];
  readonly tableEnumOrId: string;
}

/** The best plan first. Call it after `query.condition.prepare()`. */
export function explain(query: CompiledQuery, sourceQuery: string): { plans: Plan[]; sourceQuery: string } {
  const { scope, condition, tree } = query;
  const { table } = scope;
  const size = table.size;
  const scan = toPlan({ cardinality: size, fields: [], leadingOperationType: 'TableScan', relativeCost: 1 });
  const lookup = bestLookup(scope, condition.lookups);
  if (!lookup) {
    const description = tree.where ? 'No filter of the query has an index' : 'Query has no filter';
    const note = { description, fields: [], tableEnumOrId: table.def.name };
    return { plans: [{ ...scan, notes: [note] }], sourceQuery };
  }
  const cardinality = lookup.values().length;
  const index = toPlan({
    cardinality,
    fields: [lookup.field.name],
    leadingOperationType: 'Index',
    relativeCost: size === 0 ? 0 : (indexRowCost * cardinality) / size,
  });
  return { plans: [index, scan].sort((a, b) => a.relativeCost - b.relativeCost), sourceQuery };

  function toPlan(part: Omit<Plan, 'notes' | 'sobjectCardinality' | 'sobjectType'>): Plan {
    return { ...part, notes: [], sobjectCardinality: size, sobjectType: table.def.name };
  }
}
