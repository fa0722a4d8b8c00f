// AggregateResult: the records of a grouped query.
import { Schema } from '../../data/schema';

const schema = new Schema([], () => 0);

export const aggregateDef = schema.addObject({
  name: 'AggregateResult',
  label: 'Aggregate Result',
  labelPlural: 'Aggregate Result',
  keyPrefix: '0ar',
  createable: false,
  updateable: false,
  deletable: false,
  fields: [{ name: 'Id', label: 'Unknown ID', type: 'id', createable: false, updateable: false }],
});
