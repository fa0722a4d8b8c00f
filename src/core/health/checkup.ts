// Checks whether an org has what we need. It only reads; a refused request is a finding, not an error.
import { SalesforceError, toSalesforceError, toErrorData, type Details } from '../errors/salesforceError';
import { isCanceled, type Task } from '../kernel/task';
import type { ErrorData } from '../model/job';
import type { Limits } from '../rest/rest';
import { checkIds, checks, type CheckId } from './checks';
import type { OrgAccess } from './orgAccess';
import { bulkAnswers, limitsOf, permissionsOf, versionsOf } from './requests';

/** `low`: less than a tenth of the limit is left. `unknown`: it could not be checked; `error` says why. */
export type Verdict = 'ok' | 'low' | 'missing' | 'unknown';

export interface Finding {
  readonly check: CheckId;
  readonly verdict: Verdict;
  /** For the `found` text of the check; empty where it has none or nothing was found. */
  readonly details: Details;
  readonly error?: ErrorData;
}

type Answer<T> = { readonly answer: T } | { readonly error: SalesforceError };

interface Answers {
  readonly limits: Answer<Limits>;
  readonly permissions: Answer<ReadonlyMap<string, boolean>>;
  readonly versions: Answer<readonly string[]>;
  readonly bulk: Answer<void>;
}

/** One finding per check, in the order of the table. Throws only when the task is canceled. */
export async function checkUp(access: OrgAccess, task: Task): Promise<readonly Finding[]> {
  const [limits, permissions, versions, bulk] = await Promise.all([
    ask(limitsOf(access, task)),
    ask(permissionsOf(access, task)),
    ask(versionsOf(access, task)),
    ask(bulkAnswers(access, task)),
  ]);
  return toFindings({ limits, permissions, versions, bulk }, access.client.apiVersion);
}

/** The findings from the error of a failed login; everything else could not be checked. */
export const findingsOfFailure = (error: SalesforceError): readonly Finding[] =>
  toFindings({ limits: { error }, permissions: { error }, versions: { error }, bulk: { error } }, '');

function toFindings(answers: Answers, usedVersion: string): readonly Finding[] {
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
  return withoutRepeatedErrors(checkIds.map(find));
}

/** One cause may affect several findings. Only the first of them keeps the error. */
function withoutRepeatedErrors(findings: readonly Finding[]): readonly Finding[] {
  const causes = new Set<string>();
  return findings.map((finding) => {
    const { error, ...rest } = finding;
    const cause = error && (error.details['errorCode'] || error.code);
    if (!cause || causes.has(String(cause))) return rest;
    causes.add(String(cause));
    return finding;
  });
}

async function ask<T>(question: Promise<T>): Promise<Answer<T>> {
  try {
    return { answer: await question };
  } catch (error) {
    if (isCanceled(error)) throw error;
    return { error: toSalesforceError(error) };
  }
}

const apiIsOff = ({ details }: SalesforceError): boolean =>
  details['errorCode'] === 'API_DISABLED_FOR_ORG' || details['errorCode'] === 'API_CURRENTLY_DISABLED';

/**
 * Any answer proves both. Without one, the errors decide; the error of a used-up limit also proves that the login
 * works.
 */
function loginFindings(asked: readonly Answer<unknown>[]): Readonly<Record<'login' | 'apiEnabled', Finding>> {
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

function found<T>(check: CheckId, asked: Answer<T>, toFinding: (answer: T) => Finding): Finding {
  return 'error' in asked ? unknown(check, asked.error) : toFinding(asked.answer);
}

const unknown = (check: CheckId, error: SalesforceError): Finding => ({
  check,
  verdict: 'unknown',
  details: {},
  error: toErrorData(error),
});

const yesOrNo = (check: CheckId, granted: boolean | undefined): Finding => ({
  check,
  verdict: granted === undefined ? 'unknown' : granted ? 'ok' : 'missing',
  details: {},
});

function versionFinding(used: string, versions: Answer<readonly string[]>): Finding {
  return found('apiVersion', versions, (known) => {
    const newest = `${Math.max(...known.map(Number))}.0`;
    const isOffered = known.some((version) => Number(version) === Number(used));
    return { check: 'apiVersion', verdict: isOffered ? 'ok' : 'missing', details: { used, newest } };
  });
}

function limitFinding(check: CheckId, limit: string, limits: Answer<Limits>): Finding {
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
  /** Required for all tasks, but missing. */
  readonly missing: readonly CheckId[];
  /** Needed for some tasks, but missing. */
  readonly missingOptional: readonly CheckId[];
  readonly low: readonly CheckId[];
  readonly unknown: readonly CheckId[];
  /** Nothing at all could be checked, for example without a connection. */
  readonly isUnchecked: boolean;
}

export function summarize(findings: readonly Finding[]): CheckupSummary {
  const those = (verdict: Verdict, need?: 'required' | 'optional'): readonly CheckId[] =>
    findings
      .filter((one) => one.verdict === verdict && (need === undefined || checks[one.check].need === need))
      .map(({ check }) => check);
  return {
    missing: those('missing', 'required'),
    missingOptional: those('missing', 'optional'),
    low: those('low'),
    unknown: those('unknown'),
    isUnchecked: findings.every(({ verdict }) => verdict === 'unknown'),
  };
}
