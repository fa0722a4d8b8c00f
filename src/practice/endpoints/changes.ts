// The records of an object that were changed or deleted in a time span: `…/updated` and `…/deleted`.
// See https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_getupdated.htm
import { toWireMoment } from '../data/rowCodec';
import type { Table } from '../data/table';
import { objectOf } from '../dml/jsonRecords';
import { notFound, ok, refuse, route, type Answer, type Call, type Route } from '../http/http';
import type { Org } from '../org/org';

const dayMs = 86_400_000;
const maxSpanMs = 30 * dayMs;

interface Change {
  readonly id: string;
  readonly moment: string;
}

export function changeRoutes(org: Org): Route[] {
  const object = '/services/data/{v}/sobjects/:object';
  return [
    route('GET', `${object}/updated`, (call) => updated(org, call)),
    route('GET', `${object}/deleted`, (call) => deleted(org, call)),
  ];
}

function updated(org: Org, call: Call): Answer {
  const span = spanOf(org, call);
  const ids = changes(tableOf(org, call), span, { isDeleted: false }).map(({ id }) => id);
  return ok({ ids, latestDateCovered: span.until });
}

function deleted(org: Org, call: Call): Answer {
  const span = spanOf(org, call);
  const found = changes(tableOf(org, call), span, { isDeleted: true });
  return ok({
    deletedRecords: found.map(({ id, moment }) => ({ deletedDate: moment, id })),
    earliestDateAvailable: toWireMoment(org.now() - maxSpanMs),
    latestDateCovered: span.until,
  });
}

function tableOf(org: Org, call: Call): Table {
  return org.store.table(objectOf(org, call.params['object']));
}

/** Both ends as stored datetimes, whose text order is their order in time. */
function spanOf(org: Org, call: Call): { readonly from: string; readonly until: string } {
  const fromMs = momentOf(call, 'start');
  const untilMs = momentOf(call, 'end');
  if (untilMs <= fromMs) throw invalid('startDate must be before endDate');
  if (org.now() - fromMs > maxSpanMs) throw invalid('startDate cannot be more than 30 days ago');
  return { from: toWireMoment(fromMs), until: toWireMoment(untilMs) };
}

function momentOf(call: Call, parameter: string): number {
  const given = call.query.get(parameter);
  // In a query string, an unencoded plus sign is a space.
  const ms = Date.parse((given ?? '').replace(' ', '+').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(ms)) throw invalid(`${parameter} must be a date and time, not '${given ?? ''}'`);
  return ms;
}

function invalid(message: string) {
  return refuse(400, 'INVALID_REPLICATION_DATE', message);
}

function changes(
  table: Table,
  { from, until }: { readonly from: string; readonly until: string },
  { isDeleted }: { readonly isDeleted: boolean },
): Change[] {
  const stamp = table.def.field('SystemModstamp');
  if (stamp === undefined) throw notFound();
  const found: Change[] = [];
  for (const number of table.numbers({ deleted: isDeleted })) {
    if (table.isDeleted(number) !== isDeleted) continue;
    const moment = String(table.value(number, stamp));
    if (moment >= from && moment < until) found.push({ id: table.idOf(number), moment });
  }
  return found;
}
