// Measures how long the columns of a wide file take to find their fields: `node bench/match.mjs`. Prints the figures
// and writes bench/match.json. Flags: --columns N (default 500), --fields N (default 800), --rounds N (default 15),
// --smoke, --results FILE.
import { loadCore } from './core.mjs';
import { median, say } from './figures.mjs';
import { readFlags, writeResults } from './run.mjs';

const flags = readFlags({
  full: { columns: 500, fields: 800, rounds: 15 },
  smoke: { columns: 50, fields: 80, rounds: 2 },
});

const subjects = ['Billing', 'Shipping', 'Contract', 'Renewal', 'Partner', 'Credit', 'Support', 'Market', 'Survey'];
const things = ['Street', 'City', 'Amount', 'Owner', 'Phone', 'Status', 'Score', 'Comment', 'Region', 'Contact'];
const kinds = ['', 'Date', 'Code', 'Number', 'Name', 'Total', 'Previous', 'Percent', 'Currency', 'Type'];

const labelOf = (at) =>
  [subjects[at % 9], things[Math.floor(at / 9) % 10], kinds[Math.floor(at / 90)]].filter(Boolean).join(' ');

const fields = Array.from({ length: flags.fields }, (_, at) => ({
  name: `${labelOf(at).replaceAll(' ', '_')}__c`,
  label: labelOf(at),
  createable: true,
  updateable: true,
  externalId: false,
  relationshipName: null,
  referenceTo: [],
}));
/** A third as in Salesforce, a third similar, a third with no field. */
const columns = Array.from({ length: flags.columns }, (_, at) => {
  const label = labelOf(at);
  if (at % 3 === 0) return label;
  return at % 3 === 1 ? `${label.slice(0, -1)} (new)` : `Unrelated heading ${at} ${kinds[at % 10]}`;
});

const { matchColumns } = await loadCore();
const processorMs = [];
let matches = [];
for (let round = 0; round < flags.rounds; round++) {
  const before = process.cpuUsage();
  matches = matchColumns(columns, fields, []);
  const { user, system } = process.cpuUsage(before);
  processorMs.push((user + system) / 1000);
}
const count = (confidence) => matches.filter((match) => match.confidence === confidence).length;
const results = {
  columns: flags.columns,
  fields: flags.fields,
  firstMs: processorMs[0],
  medianMs: median(processorMs),
  certain: count('certain'),
  likely: count('likely'),
};
say(`matching ${flags.columns} columns with ${flags.fields} fields`);
writeResults('match', flags, results);
process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
