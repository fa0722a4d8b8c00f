// A small org with known records, and functions that query it with SOQL as REST API does.
import type { Value } from '../../../../src/practice/data/schema';
import { Refusal } from '../../../../src/practice/http/http';
import { createOrg, type Org } from '../../../../src/practice/org/org';
import { Cursors, type QueryPage } from '../../../../src/practice/soql/pages';
import { compileQuery } from '../../../../src/practice/soql/soql';
import { finish } from '../../../../src/practice/soql/steps';

/** A Wednesday. */
export const nowMs = Date.parse('2026-02-18T10:30:00.000Z');

export function emptyOrg(): Org {
  return createOrg({ now: () => nowMs });
}

/** Stores a row without checks and returns its id. */
export function insert(org: Org, object: string, row: Record<string, Value>): string {
  const table = org.store.byName(object);
  if (!table) throw new Error(`no object ${object}`);
  const created = '2026-02-01T08:00:00.000+0000';
  const values: (Value | undefined)[] = table.def.fields.map((field) => field.defaultValue);
  for (const [name, value] of Object.entries({ CreatedDate: created, ...row })) {
    const field = table.def.field(name);
    if (!field) throw new Error(`no field ${object}.${name}`);
    values[field.slot] = value;
  }
  return table.idOf(table.insert(values));
}

export interface Sample {
  readonly org: Org;
  readonly ids: Readonly<Record<'ada' | 'queue' | 'acme' | 'globex' | 'initech' | 'moss' | 'lee' | 'kim', string>>;
}

/** Three accounts (one with empty fields), three contacts, two cases, four opportunities. */
export function sampleOrg(): Sample {
  const org = emptyOrg();
  const ada = insert(org, 'User', {
    Name: 'Ada Moss',
    FirstName: 'Ada',
    LastName: 'Moss',
    Username: 'ada@practice.example',
  });
  const queue = insert(org, 'Group', { Name: 'Night Shift', Type: 'Queue' });
  const acme = insert(org, 'Account', {
    Name: 'Acme',
    Rating: 'Hot',
    OwnerId: ada,
    BillingCity: 'Berlin',
    BillingLatitude: 52.52,
    BillingLongitude: 13.405,
    AnnualRevenue: 1000,
    Segments__c: 'Retail;Online',
    VIP__c: true,
    Customer_Since__c: '2026-02-17',
    External_Id__c: 'A-1',
  });
  const globex = insert(org, 'Account', {
    Name: 'globex',
    Rating: 'Cold',
    OwnerId: ada,
    ParentId: acme,
    AnnualRevenue: 250.5,
    Segments__c: 'Wholesale',
    Customer_Since__c: '2025-12-31',
    External_Id__c: 'A-2',
  });
  const initech = insert(org, 'Account', { Name: 'Initech 100%_x', OwnerId: ada });
  const moss = insert(org, 'Contact', { LastName: 'Moss', Name: 'Moss', AccountId: acme, Email: 'moss@acme.example' });
  const lee = insert(org, 'Contact', { LastName: 'Lee', Name: 'Lee', AccountId: acme, OwnerId: ada });
  const kim = insert(org, 'Contact', { LastName: 'Kim', Name: 'Kim' });
  insert(org, 'Case', { CaseNumber: '00001000', Subject: 'Broken', OwnerId: ada, AccountId: acme, ContactId: moss });
  insert(org, 'Case', { CaseNumber: '00001001', Subject: 'Slow', OwnerId: queue });
  insert(org, 'Task', { Subject: 'Call', WhatId: acme, WhoId: lee });
  insert(org, 'Task', { Subject: 'Write' });
  const deal = (name: string, stage: string, more: Record<string, Value>) =>
    insert(org, 'Opportunity', { Name: name, StageName: stage, CloseDate: '2026-03-31', ...more });
  deal('North', 'Prospecting', { AccountId: acme, Amount: 0.1, CreatedDate: '2025-11-30T23:30:00.000+0000' });
  deal('South', 'Closed Won', { AccountId: acme, Amount: 0.2, CreatedDate: '2026-01-15T12:00:00.000+0000' });
  deal('East', 'Closed Won', { AccountId: globex, Amount: 40, CreatedDate: '2026-01-20T12:00:00.000+0000' });
  deal('West', 'Prospecting', { CreatedDate: '2026-02-18T00:00:00.000+0000' });
  return { org, ids: { ada, queue, acme, globex, initech, moss, lee, kim } };
}

export interface Asked {
  readonly withDeleted?: boolean;
  readonly version?: number;
}

/** The complete first page of a query. */
export async function ask(
  org: Org,
  text: string,
  { withDeleted = false, version = 66 }: Asked = {},
): Promise<QueryPage> {
  const query = compileQuery(org, text, { version, withDeleted });
  if (query.kind === 'count') return { totalSize: await finish(query.count()), done: true, records: [] };
  if (query.kind === 'groups') {
    const records = await finish(query.records());
    return { totalSize: records.length, done: true, records };
  }
  const url = `/services/data/v${version}.0/query`;
  return new Cursors(org).firstPage({
    selection: query.selection,
    rows: await finish(query.rows()),
    pageSize: 2000,
    url,
  });
}

/** The values of one key in all records of the response. */
export async function column(org: Org, text: string, key = 'Name'): Promise<unknown[]> {
  return (await ask(org, text)).records.map((record) => record[key]);
}

/** The error code and message for a statement; `undefined` when it is valid. */
export async function refusal(
  org: Org,
  text: string,
  asked?: Asked,
): Promise<{ code: string; message: string } | undefined> {
  try {
    await ask(org, text, asked);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { code: error.errors[0]?.errorCode ?? '', message: error.message };
  }
}
