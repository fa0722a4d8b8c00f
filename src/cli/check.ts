// `kinetic check`: whether an org is ready, as text or as JSON.
import {
  catalog,
  checks,
  fill,
  findingsOfFailure,
  isCanceled,
  setupAddress,
  summarize,
  toSalesforceError,
  type CheckId,
  type Core,
  type ErrorCode,
  type Finding,
  type Org,
  type Task,
  type Verdict,
} from '../core/core';
import type { CommandOf } from './arguments';
import { count } from './counts';
import type { Console } from './session';
import type { Environment } from './environment';
import { chooseOrg } from './org';
import { styled, type Line, type Piece, type Styled } from './style';
import { toJsonLines } from './symbols';

interface Checkup {
  /** Missing when the login failed. */
  readonly org?: Org;
  readonly findings: readonly Finding[];
}

/** Exit code 1 when something required is missing or nothing could be checked. Throws when no org is given. */
export async function check(
  { output }: CommandOf<'check'>,
  core: Core,
  { console, environment }: { readonly console: Console; readonly environment: Environment },
  task: Task,
): Promise<number> {
  const checkup = await examine(core, { ...output, environment }, task);
  await console.out(output.json ? toJsonLines(toResult(checkup)) : toLines(checkup));
  const { missing, isUnchecked } = summarize(checkup.findings);
  return missing.length === 0 && !isUnchecked ? 0 : 1;
}

async function examine(core: Core, options: Parameters<typeof chooseOrg>[1], task: Task): Promise<Checkup> {
  try {
    const { org, close } = await chooseOrg(core, options, task);
    try {
      const { health } = await core.org(org.orgId);
      return { org, findings: await health.check(task) };
    } finally {
      close();
    }
  } catch (thrown) {
    const error = toSalesforceError(thrown);
    if (isCanceled(thrown) || /^(input|bug)\.|^login\.(missing|unknownOrg|badKey)$/.test(error.code)) throw thrown;
    return { findings: findingsOfFailure(error) };
  }
}

function toResult({ org, findings }: Checkup): unknown {
  return {
    org: org
      ? { username: org.username, instanceUrl: org.instanceUrl, kind: org.kind, apiVersion: org.apiVersion }
      : null,
    ...summarize(findings),
    findings: findings.map(({ check: id, verdict, details, error }) => {
      const { title, why, where, need } = checks[id];
      return {
        check: id,
        verdict,
        title,
        need,
        why,
        where,
        details,
        ...(linkOf(id, org) && { link: linkOf(id, org) }),
        ...(error && { error: { code: error.code, message: sentence(error) } }),
      };
    }),
  };
}

const verdictWords: Readonly<Record<Verdict, string>> = {
  ok: 'ok',
  low: 'LOW',
  missing: 'MISSING',
  unknown: 'unknown',
};

const verdictColors: Readonly<Partial<Record<Verdict, Styled['style']>>> = {
  ok: 'green',
  low: 'yellow',
  missing: 'red',
};

function verdictPiece(verdict: Verdict): Piece {
  const word = verdictWords[verdict].padEnd(9);
  const color = verdictColors[verdict];
  return color === undefined ? word : styled(color, word);
}

function toLines({ org, findings }: Checkup): readonly Line[] {
  const head = org ? [`${org.username} at ${org.instanceUrl} (${org.kind}), API ${org.apiVersion}`, ''] : [];
  return [...head, ...findings.flatMap((one) => linesOf(one, org)), '', summaryLine(findings)];
}

function linesOf(finding: Finding, org: Org | undefined): readonly Line[] {
  const { check: id, verdict, details, error } = finding;
  const { title, why, where, found = '' } = checks[id];
  const result = Object.keys(details).length > 0 ? fill(found, withCounts(details)) : '';
  const first = [verdictPiece(verdict), `${title.padEnd(22)}${result}`.trimEnd()];
  if (verdict === 'ok' || (verdict === 'unknown' && !error)) return [first];
  const advice = verdict === 'unknown' ? [] : [why, where, linkOf(id, org) ?? ''];
  return [first, ...[error ? sentence(error) : '', ...advice].filter(Boolean).map((line) => `         ${line}`)];
}

const withCounts = (details: Finding['details']): Finding['details'] =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, typeof value === 'number' ? count(value) : value]),
  );

function summaryLine(findings: readonly Finding[]): string {
  const { missing, missingOptional, low, unknown, isUnchecked } = summarize(findings);
  const names = (ids: readonly CheckId[]): string => ids.map((id) => checks[id].title).join(', ');
  const reason = findings.find(({ error }) => error)?.error;
  if (isUnchecked && reason) return `The org could not be checked: ${sentence(reason)}`;
  return [
    missing.length > 0
      ? `The org is not ready. Missing: ${names(missing)}.`
      : unknown.length > 0
        ? 'The org looks ready.'
        : 'The org is ready.',
    ...(missingOptional.length > 0 ? [`Some tasks also need: ${names(missingOptional)}.`] : []),
    ...(low.length > 0 ? [`Nearly used up: ${names(low)}.`] : []),
    ...(unknown.length > 0 ? [`Could not be checked: ${names(unknown)}.`] : []),
  ].join(' ');
}

/** Undefined for the practice org, which has no Setup. */
function linkOf(id: CheckId, org: Org | undefined): string | undefined {
  const { page } = checks[id];
  return org && org.kind !== 'practice' && page !== undefined ? setupAddress(org.instanceUrl, page) : undefined;
}

const sentence = ({ code, details }: NonNullable<Finding['error']>): string =>
  Object.hasOwn(catalog, code) ? fill(catalog[code as ErrorCode].text, details) : code;
