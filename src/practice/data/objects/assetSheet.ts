// An object with 300 fields, as in orgs that have grown for years: lists of fields must stay usable with it.
import type { FieldSpec, SObjectSpec } from '../schema';
import * as f from './fields';

const fieldCount = 300;

const base: readonly FieldSpec[] = [
  ...f.head('Record'),
  f.owner(['Group', 'User']),
  f.text('Name', 'Asset Name', 80, { nameField: true, idLookup: true, defaultedOnCreate: true }),
  ...f.audit(),
  f.externalId('External Id'),
  f.lookup('Account__c', 'Account', 'Account', { children: 'Assets__r' }),
  f.lookup('Contact__c', 'Contact', 'Contact', { children: 'Assets__r' }),
];

type Make = (name: string, label: string) => FieldSpec;

/** Field names and labels are like those of a real object: many have words in common. */
const note: readonly [word: string, make: Make] = ['Note', (name, label) => f.text(name, label, 255)];
const kinds: readonly (typeof note)[] = [
  note,
  ['Amount', (name, label) => f.currency(name, label, [16, 2])],
  ['Checked', (name, label) => f.checkbox(name, label)],
  ['Date', (name, label) => f.date(name, label)],
  ['Score', (name, label) => f.number(name, label, [8, 2])],
  ['Status', (name, label) => f.picklist(name, label, ['Open', 'In Review', 'Done'])],
  ['Email', (name, label) => f.email(name, label)],
  ['Share', (name, label) => f.percent(name, label)],
  ['Link', (name, label) => f.url(name, label)],
  ['Tags', (name, label) => f.choices(name, label, ['North', 'South', 'East', 'West'])],
];

const areas = ['Purchase', 'Warranty', 'Service', 'Site', 'Billing', 'Delivery'] as const;

function toField(index: number): FieldSpec {
  const [word, make] = kinds[index % kinds.length] ?? note;
  const area = areas[Math.floor(index / kinds.length) % areas.length];
  const round = Math.floor(index / (kinds.length * areas.length)) + 1;
  return make(`${area}_${word}_${round}__c`, `${area} ${word} ${round}`);
}

export const assetSheet: SObjectSpec = {
  name: 'Asset_Sheet__c',
  label: 'Asset Sheet',
  labelPlural: 'Asset Sheets',
  keyPrefix: 'a03',
  fields: [...base, ...Array.from({ length: fieldCount - base.length }, (_, index) => toField(index))],
};
