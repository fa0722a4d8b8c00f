// System, UserInfo, Limits and Type.
import type { LibrarySpec } from '../typeSystem/libraryType';
import type { Transaction } from '../run/transaction';
import type { LimitName } from '../run/limits';
import { isEqual } from '../values/equality';
import { ApexDate, ApexDatetime } from '../values/moments';
import type { ApexObject, EnumValue } from '../values/objects';
import { toText } from '../values/text';
import { enqueue } from '../host/async';
import { schedule } from '../host/jobRecords';
import { attachFinalizer } from './requests';
import { timeZoneSpec, userTimeZone } from './timeZones';
import { typeSpec } from './typeValues';

const failed = (tx: Transaction, message: string | null, detail: string): Error =>
  tx.error('AssertException', `Assertion Failed${message === null ? '' : `: ${message}`}${detail}`);

export function assertTrue(value: boolean | null, message: string | null, tx: Transaction): null {
  if (value !== true) throw failed(tx, message, '');
  return null;
}

interface Compared {
  readonly expected: unknown;
  readonly actual: unknown;
  readonly message: string | null;
}

/** Texts are compared with regard to case here. */
const isSame = (a: unknown, b: unknown): boolean =>
  typeof a === 'string' && typeof b === 'string' && a.length === b.length ? a === b : isEqual(a, b);

export function assertEqual({ expected, actual, message }: Compared, tx: Transaction): null {
  if (isSame(expected, actual)) return null;
  throw failed(tx, message, `: Expected: ${toText(expected)}, Actual: ${toText(actual)}`);
}

export function assertNotEqual({ expected, actual, message }: Compared, tx: Transaction): null {
  if (!isSame(expected, actual)) return null;
  throw failed(tx, message, `: Same value: ${toText(actual)}`);
}

const say = (value: unknown): string | null => (value === null ? null : toText(value));

const systemSpec: LibrarySpec = {
  name: 'System',
  statics: {
    'void debug(Object)': (value: unknown, tx: Transaction) =>
      tx.log.debug(tx.place?.line ?? 1, 'DEBUG', shown(value, tx)),
    'void debug(LoggingLevel, Object)': (level: EnumValue, value: unknown, tx: Transaction) =>
      tx.log.debug(tx.place?.line ?? 1, level.name, shown(value, tx)),
    'void assert(Boolean)': (value: boolean, tx: Transaction) => assertTrue(value, null, tx),
    'void assert(Boolean, Object)': (value: boolean, message: unknown, tx: Transaction) =>
      assertTrue(value, say(message), tx),
    'void assertEquals(Object, Object)': (expected: unknown, actual: unknown, tx: Transaction) =>
      assertEqual({ expected, actual, message: null }, tx),
    'void assertEquals(Object, Object, Object)': (
      ...[expected, actual, message, tx]: [unknown, unknown, unknown, Transaction]
    ) => assertEqual({ expected, actual, message: say(message) }, tx),
    'void assertNotEquals(Object, Object)': (expected: unknown, actual: unknown, tx: Transaction) =>
      assertNotEqual({ expected, actual, message: null }, tx),
    'void assertNotEquals(Object, Object, Object)': (
      ...[expected, actual, message, tx]: [unknown, unknown, unknown, Transaction]
    ) => assertNotEqual({ expected, actual, message: say(message) }, tx),
    'Datetime now()': (tx: Transaction) => new ApexDatetime(tx.org.now()),
    'Date today()': (tx: Transaction) => ApexDate.ofMs(tx.org.now()),
    'Long currentTimeMillis()': (tx: Transaction) => BigInt(tx.org.now()),
    'Boolean isBatch()': ({ jobKind }: Transaction) => jobKind === 'BatchApex',
    'Boolean isFuture()': ({ jobKind }: Transaction) => jobKind === 'Future',
    'Boolean isQueueable()': ({ jobKind }: Transaction) => jobKind === 'Queueable',
    'Boolean isScheduled()': ({ jobKind }: Transaction) => jobKind === 'ScheduledApex',
    'void attachFinalizer(Finalizer)': attachFinalizer,
    'Boolean isFunctionCallback()': () => false,
    'Id enqueueJob(Queueable)': (job: ApexObject, tx: Transaction) => enqueue(tx, job),
    'Id enqueueJob(Queueable, Integer)': (job: ApexObject, _: number, tx: Transaction) => enqueue(tx, job),
    'String schedule(String, String, Schedulable)': (
      ...[name, expression, job, tx]: [string, string, ApexObject, Transaction]
    ) => schedule(tx, { name, expression, job }),
  },
};

/** A class with a method toString is shown by it. */
function shown(value: unknown, tx: Transaction): string {
  const isObject = typeof value === 'object' && value !== null && 'cls' in value && 'fields' in value;
  const own = isObject ? tx.program.callByName(tx, value as ApexObject, 'toString', []) : undefined;
  return typeof own === 'string' ? own : toText(value);
}

const userField =
  (name: string) =>
  (tx: Transaction): unknown => {
    const row = tx.org.store.byId(tx.userId);
    const field = tx.org.schema.object('User')?.field(name);
    return row && field ? row.get(field) : null;
  };

const userSpec: LibrarySpec = {
  name: 'UserInfo',
  statics: {
    'Id getUserId()': ({ userId }: Transaction) => userId,
    'String getUserName()': userField('Username'),
    'String getName()': userField('Name'),
    'String getFirstName()': userField('FirstName'),
    'String getLastName()': userField('LastName'),
    'String getUserEmail()': userField('Email'),
    'Id getProfileId()': userField('ProfileId'),
    'Id getUserRoleId()': () => null,
    'Id getOrganizationId()': ({ org }: Transaction) => org.orgId,
    'String getOrganizationName()': ({ org }: Transaction) => org.name,
    'String getLanguage()': () => 'en_US',
    'String getLocale()': () => 'en_US',
    'String getDefaultCurrency()': () => 'USD',
    'TimeZone getTimeZone()': userTimeZone,
    'String getUserType()': () => 'Standard',
    'String getSessionId()': () => 'SESSION_ID_REMOVED',
    'Boolean isMultiCurrencyOrganization()': () => false,
  },
};

const counted: Readonly<Record<string, LimitName>> = {
  Queries: 'queries',
  QueryRows: 'queryRows',
  SoslQueries: 'searches',
  DmlStatements: 'dmlStatements',
  DmlRows: 'dmlRows',
  CpuTime: 'cpuMs',
  HeapSize: 'heapBytes',
  Callouts: 'callouts',
  EmailInvocations: 'emails',
  FutureCalls: 'futureCalls',
  QueueableJobs: 'queueableJobs',
  AggregateQueries: 'aggregateQueries',
};

const limitsSpec: LibrarySpec = {
  name: 'Limits',
  statics: Object.fromEntries(
    Object.entries(counted).flatMap(([name, key]) => [
      [`Integer get${name}()`, ({ limits }: Transaction) => limits[key].used],
      [`Integer getLimit${name}()`, ({ limits }: Transaction) => limits[key].max],
    ]),
  ),
};

const triggerSpec: LibrarySpec = { name: 'Trigger' };

export const systemSpecs: readonly LibrarySpec[] = [
  systemSpec,
  userSpec,
  limitsSpec,
  typeSpec,
  timeZoneSpec,
  triggerSpec,
];
