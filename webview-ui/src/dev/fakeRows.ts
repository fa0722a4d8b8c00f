// Rows of an invented load of contacts, created when they are read: the same number always gives the same row.
import type { GroupView, RowColumn, RowFilter, RowList } from '../../../src/shared/protocol/job';
import type { TableColumn, TableRead, TableRows } from '../../../src/shared/protocol/table';

interface Reason {
  readonly code: string;
  readonly fields: readonly string[];
  /** Rows out of 100 that fail for this reason. */
  readonly weight: number;
  readonly group: string;
  readonly message: (row: number) => string;
}

const plain = (text: string) => ({ group: text, message: () => text });

const reasons: readonly Reason[] = [
  {
    code: 'REQUIRED_FIELD_MISSING',
    fields: ['LastName'],
    weight: 41,
    ...plain('Required fields are missing: [LastName]'),
  },
  {
    code: 'INVALID_FIELD',
    fields: [],
    weight: 24,
    group: 'Foreign key external ID not found for field External_Id__c in entity Account',
    message: (row) => `Foreign key external ID: acc-${row * 7} not found for field External_Id__c in entity Account`,
  },
  {
    code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    fields: ['Birthdate'],
    weight: 17,
    ...plain(
      'A contact who is marked as a decision maker needs a birthdate in the past and a business phone that can be dialed from abroad, including the country code. Ask the data steward of your region if you cannot find one; the rule is described on the intranet under Data Quality › Contacts.',
    ),
  },
  {
    code: 'INVALID_EMAIL_ADDRESS',
    fields: ['Email'],
    weight: 9,
    group: 'Email: invalid email address',
    message: (row) => `Email: invalid email address: person${row}@@example`,
  },
  {
    code: 'DUPLICATE_VALUE',
    fields: ['External_Id__c'],
    weight: 6,
    group: 'duplicate value found: External_Id__c duplicates value on record',
    message: (row) =>
      `duplicate value found: External_Id__c duplicates value on record with id: 0035g0000${String(row).padStart(6, '0')}`,
  },
  {
    code: 'STRING_TOO_LONG',
    fields: ['Description'],
    weight: 2,
    ...plain('Description: data value too large: (max length=32000)'),
  },
  { code: 'UNABLE_TO_LOCK_ROW', fields: [], weight: 1, ...plain('unable to obtain exclusive access to this record') },
];

const wheel = reasons.flatMap((reason, index) => Array<number>(reason.weight).fill(index));
const reasonOf = (row: number): number => wheel[(row * 37) % 100] ?? 0;

const first = ['Ada', 'Grace', 'Björn', 'Chiyoko', 'Edsger', 'Radia', 'Łukasz', 'Zoë', 'Mary Ann', 'José'];
const last = ['Okafor', 'Lindqvist', 'O’Neill', 'García Márquez', 'Nakamura', 'Smith', 'van der Berg', 'Müller'];
const cities = ['Hamburg', 'São Paulo', '', 'Osaka', 'Cork', 'Austin', ''];
const pick = (from: readonly string[], row: number): string => from[row % from.length] ?? '';

const sources = [
  'External_Id__c',
  'FirstName',
  'LastName',
  'Email',
  'Phone',
  'Account.External_Id__c',
  'Birthdate',
  'MailingCity',
  'Description',
] as const;

function valuesOf(row: number, extra: number): string[] {
  const description =
    row % 11 === 0 ? `Met at the fair.\nSays: "call me\tback",\nthen moved.` : row % 3 === 0 ? '' : 'Imported';
  const values = [
    `con-${row}`,
    pick(first, row),
    reasonOf(row) === 0 ? '' : pick(last, row * 3),
    reasonOf(row) === 3 ? `person${row}@@example` : `person${row}@example.com`,
    row % 5 === 0 ? '' : `+49 40 ${100000 + (row % 900000)}`,
    `acc-${row * 7}`,
    row % 4 === 0 ? '#N/A' : `19${60 + (row % 40)}-0${1 + (row % 9)}-1${row % 10}`,
    pick(cities, row),
    description,
  ];
  for (let i = 0; i < extra; i++) values.push(`${row}·${i}`);
  return values;
}

const leads: readonly (TableColumn & { readonly id: RowColumn })[] = [
  { id: 'line', label: 'Line', kind: 'link', sortable: true },
  { id: 'retry', label: 'Retry', kind: 'mark', sortable: false },
  { id: 'code', label: 'Error', kind: 'error', sortable: true },
  { id: 'message', label: 'Message', kind: 'text', sortable: false },
  { id: 'fields', label: 'Fields', kind: 'text', sortable: false },
  { id: 'recordId', label: 'Record ID', kind: 'link', sortable: false },
];
const leadsOf: Readonly<Record<RowList, readonly RowColumn[]>> = {
  failed: ['line', 'retry', 'code', 'message', 'fields', 'recordId'],
  succeeded: ['line', 'recordId'],
  unprocessed: ['line', 'retry'],
  unknown: ['line', 'retry'],
};

type Asked = TableRead & { readonly filter: RowFilter };

/** Rows of one list. */
export class FakeRows {
  readonly columns: TableColumn[];
  readonly #list: RowList;
  readonly #extraColumns: number;
  readonly #takenBy: (row: number) => string;
  #chosen: { readonly key: string; readonly order: Uint32Array } | undefined;

  constructor(
    list: RowList,
    readonly count: number,
    extraColumns = 0,
    takenBy: (row: number) => string = () => '',
  ) {
    this.#list = list;
    this.#extraColumns = extraColumns;
    this.#takenBy = takenBy;
    const names = [...sources, ...Array.from({ length: extraColumns }, (_, i) => `Custom_${i + 1}__c`)];
    this.columns = [
      ...leads.filter(({ id }) => leadsOf[list].includes(id)),
      ...names.map((label, i): TableColumn => ({ id: `source:${i}`, label, kind: 'text', sortable: true })),
    ];
  }

  /** Groups of the first rows, largest first; the wheel of reasons turns once in a hundred rows. */
  get groups(): GroupView[] {
    return reasons.map(({ code, group, fields, weight }) => ({
      code,
      message: group,
      fields: [...fields],
      count: Math.round((this.count * weight) / 100),
    }));
  }

  read(asked: Asked): TableRows {
    const order = this.#order(asked);
    const total = order?.length ?? this.count;
    const length = Math.max(0, Math.min(asked.limit, total - asked.offset));
    const rows = Array.from({ length }, (_, i) => this.#row(order?.[asked.offset + i] ?? asked.offset + i));
    const isShown = ({ id }: TableColumn): boolean => id !== 'retry' || asked.filter.withRetry === true;
    return {
      version: this.count,
      total,
      rows: rows.map((cells) => this.columns.flatMap((column, i) => (isShown(column) ? [cells[i] ?? null] : []))),
      ...(asked.withColumns && { columns: this.columns.filter(isShown) }),
    };
  }

  #row(index: number): string[] {
    const reason = this.#list === 'failed' ? reasons[reasonOf(index)] : undefined;
    const cells: Readonly<Partial<Record<RowColumn, string>>> = {
      line: String(index * 3 + 2),
      retry: this.#takenBy(index),
      recordId: this.#list === 'succeeded' ? `0035g00001${String(index).padStart(5, '0')}AAE` : '',
      code: reason?.code ?? '',
      message: reason?.message(index) ?? '',
      fields: (reason?.fields ?? []).join(', '),
    };
    return [...leadsOf[this.#list].map((id) => cells[id] ?? ''), ...valuesOf(index, this.#extraColumns)];
  }

  /** Undefined when neither filter nor sort changes the order. */
  #order({ filter: { group }, text, sort }: Asked): Uint32Array | undefined {
    if (group === undefined && text === undefined && (!sort || sort.column === 'line') && !sort?.descending)
      return undefined;
    const key = JSON.stringify([group, text, sort]);
    if (this.#chosen?.key !== key) this.#chosen = { key, order: this.#choose(group, text, sort) };
    return this.#chosen.order;
  }

  #choose(group: number | undefined, text: string | undefined, sort: Asked['sort']): Uint32Array {
    const found: number[] = [];
    const needle = text?.toLowerCase();
    for (let i = 0; i < this.count; i++) {
      if (group !== undefined && reasonOf(i) !== group) continue;
      if (needle !== undefined && !JSON.stringify(this.#row(i)).toLowerCase().includes(needle)) continue;
      found.push(i);
    }
    if (sort && sort.column !== 'line') {
      const at = this.columns.findIndex(({ id }) => id === sort.column);
      const keys = new Map(found.map((i) => [i, this.#row(i)[at] ?? '']));
      found.sort((a, b) => ((keys.get(a) ?? '') < (keys.get(b) ?? '') ? -1 : 1));
    }
    if (sort?.descending) found.reverse();
    return Uint32Array.from(found);
  }
}
