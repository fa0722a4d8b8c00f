// Tests an org for what is needed there. It asks and changes nothing; what is refused is a finding.
import { SalesforceError, toSalesforceError, toErrorData, type Details } from '../errors/salesforceError';
import { isCanceled, type Task } from '../kernel/task';
import type { ErrorData } from '../model/job';
import type { Limits } from '../rest/rest';
import { checkIds, checks, type CheckId } from './checks';
import type { OrgAccess } from './orgAccess';
import { bulkAnswers, limitsOf, permissionsOf, versionsOf } from './questions';

/** `low`: an allowance of which less than a tenth is left. `unknown`: it cannot be found out, `trouble` says why. */
export type Verdict = 'ok' | 'low' | 'missing' | 'unknown';

export interface Finding {
  readonly check: CheckId;
  readonly verdict: Verdict;
  /** Fills the `found` text of the check; empty where it has none or nothing was found. */
  readonly details: Details;
  readonly trouble?: ErrorData;
}

type Asked<T> = { readonly answer: T } | { readonly error: SalesforceError };

interface Answers {
  readonly limits: Asked<Limits>;
  readonly permissions: Asked<ReadonlyMap<string, boolean>>;
  readonly versions: Asked<readonly string[]>;
  readonly bulk: Asked<void>;
}

/** In the order of the table, one each. Throws only when the task is stopped. */
export async function checkUp(access: OrgAccess, task: Task): Promise<readonly Finding[]> {
  const [limits, permissions, versions, bulk] = await Promise.all([
    ask(limitsOf(access, task)),
    ask(permissionsOf(access, task)),
    ask(versionsOf(access, task)),
    ask(bulkAnswers(access, task)),
  ]);
  return judge({ limits, permissions, versions, bulk }, access.client.apiVersion);
}

/** What the error of a login that failed tells; the rest could not be asked. */
export const findingsOfFailure = (error: SalesforceError): readonly Finding[] =>
  judge({ limits: { error }, permissions: { error }, versions: { error }, bulk: { error } }, '');

function judge(answers: Answers, usedVersion: string): readonly Finding[] {
  const { limits, permissions, versions, bulk } = answers;
  const login = loginFindings([limits, permissions, bulk]);
  const find = (check: CheckId): Finding => {
    const { limit, permission } = checks[check];
    if (check === 'login' || check === 'apiEnabled') return login[check];
    if (check === 'apiVersion') return versionFinding(usedVersion, versions);
    if (limit !== undefined) return limitFinding(check, limit, limits);
    if (permission !== undefined)
      return found(check, permissions, (granted) => yesOrNo(check, granted.get(permission)));
    return 'error' in bulk && bulk.error.code === 'request.noAccess' && !apiIsOff(bulk.error)
      ? { ...unknown(check, bulk.error), verdict: 'missing' }
      : found(check, bulk, () => yesOrNo(check, true));
  };
  return tellOnce(checkIds.map(find));
}

/** One cause spoils several findings; it is told with the first of them. */
function tellOnce(findings: readonly Finding[]): readonly Finding[] {
  const told = new Set<string>();
  return findings.map((finding) => {
    const { trouble, ...rest } = finding;
    const cause = trouble && (trouble.details['errorCode'] || trouble.code);
    if (!cause || told.has(String(cause))) return rest;
    told.add(String(cause));
    return finding;
  });
}

async function ask<T>(question: Promise<T>): Promise<Asked<T>> {
  try {
    return { answer: await question };
  } catch (error) {
    if (isCanceled(error)) throw error;
    return { error: toSalesforceError(error) };
  }
}

const apiIsOff = ({ details }: SalesforceError): boolean =>
  details['errorCode'] === 'API_DISABLED_FOR_ORG' || details['errorCode'] === 'API_CURRENTLY_DISABLED';

/** One answer proves both; without any, what the errors say counts, and an exhausted limit still knows the caller. */
function loginFindings(asked: readonly Asked<unknown>[]): Readonly<Record<'login' | 'apiEnabled', Finding>> {
  const errors = asked.flatMap((one) => ('error' in one ? [one.error] : []));
  const off = errors.find(apiIsOff);
  if (off) return { login: yesOrNo('login', true), apiEnabled: { ...unknown('apiEnabled', off), verdict: 'missing' } };
  const isIn = errors.length < asked.length || errors.some(({ code }) => /^(limit|request)\./.test(code));
  if (isIn) return { login: yesOrNo('login', true), apiEnabled: yesOrNo('apiEnabled', true) };
  const refused = errors.find(({ code }) => code.startsWith('login.'));
  const error = refused ?? errors[0] ?? new SalesforceError('bug.unexpected', { message: 'nothing was asked' });
  return {
    login: { ...unknown('login', error), verdict: refused ? 'missing' : 'unknown' },
    apiEnabled: { check: 'apiEnabled', verdict: 'unknown', details: {} },
  };
}

function found<T>(check: CheckId, asked: Asked<T>, judge: (answer: T) => Finding): Finding {
  return 'error' in asked ? unknown(check, asked.error) : judge(asked.answer);
}

const unknown = (check: CheckId, error: SalesforceError): Finding => ({
  check,
  verdict: 'unknown',
  details: {},
  trouble: toErrorData(error),
});

const yesOrNo = (check: CheckId, granted: boolean | undefined): Finding => ({
  check,
  verdict: granted === undefined ? 'unknown' : granted ? 'ok' : 'missing',
  details: {},
});

function versionFinding(used: string, versions: Asked<readonly string[]>): Finding {
  return found('apiVersion', versions, (known) => {
    const newest = `${Math.max(...known.map(Number))}.0`;
    const isOffered = known.some((version) => Number(version) === Number(used));
    return { check: 'apiVersion', verdict: isOffered ? 'ok' : 'missing', details: { used, newest } };
  });
}

function limitFinding(check: CheckId, limit: string, limits: Asked<Limits>): Finding {
  if ('error' in limits && limits.error.code === 'limit.requests' && check === 'apiRequests')
    return { ...unknown(check, limits.error), verdict: 'missing' };
  return found(check, limits, (known) => {
    const allowance = known[limit];
    if (!allowance) return { check, verdict: 'unknown', details: {} };
    const { max, remaining } = allowance;
    const verdict = remaining <= 0 ? 'missing' : remaining * 10 < max ? 'low' : 'ok';
    return { check, verdict, details: { remaining: Math.max(remaining, 0), max } };
  });
}

export interface CheckupSummary {
  /** What everything needs and is not there. */
  readonly missing: readonly CheckId[];
  /** What single tasks need and is not there. */
  readonly lacking: readonly CheckId[];
  readonly low: readonly CheckId[];
  readonly unknown: readonly CheckId[];
}

export function summarise(findings: readonly Finding[]): CheckupSummary {
  const those = (verdict: Verdict, need?: 'must' | 'may'): readonly CheckId[] =>
    findings
      .filter((one) => one.verdict === verdict && (need === undefined || checks[one.check].need === need))
      .map(({ check }) => check);
  return {
    missing: those('missing', 'must'),
    lacking: those('missing', 'may'),
    low: those('low'),
    unknown: those('unknown'),
  };
}
