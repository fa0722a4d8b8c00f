// Runs anonymous Apex in one round trip, with its log; over the Tooling API where the org refuses SOAP.
import { SalesforceError } from '../errors/salesforceError';
import type { OrgClient, OrgRequest } from '../http/client';
import type { Task } from '../kernel/task';
import type { Clock, HttpResponse } from '../ports';
import { findTracedLog, type MissingLog } from './tracedLog';
import { toFrames, type StackFrame } from './stackFrames';
import { apexNamespace, decodeRun, encodeLevels, encodeRun, type Answer, type DebugLevels } from './wire';

export interface RunOptions {
  /** Default: what code writes with `System.debug`, the statements of its queries and changes, its callouts. */
  readonly debugLevels?: DebugLevels;
}

interface CompileProblem {
  readonly message: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
}

interface ApexException {
  /** With its type, for example `System.NullPointerException: …`. */
  readonly message: string;
  /** As Salesforce wrote it. */
  readonly stack: string;
  readonly frames: readonly StackFrame[];
}

export interface ApexResult {
  readonly compiled: boolean;
  /** It ran to its end. */
  readonly success: boolean;
  /** Why it was not compiled. */
  readonly problem?: CompileProblem;
  /** What ended it. */
  readonly exception?: ApexException;
  /** Missing when nothing ran, and for the reason of `noLog`. */
  readonly log?: string;
  /** Why code that ran over the Tooling API has no log. */
  readonly noLog?: MissingLog;
}

export interface ApexParts {
  readonly client: OrgClient;
  /** The ID of the organization. */
  readonly organization: string;
  /** The ID of the user of the session. */
  readonly userId: string;
  readonly clock: Clock;
}

interface Run extends RunOptions {
  readonly code: string;
  /** The code ends with an exception: the policy and the write journal say so. */
  readonly rollsBack?: true;
}

const defaultLevels: DebugLevels = { apexCode: 'debug', callout: 'info', database: 'info' };

/** The longest class of an org. */
const maxCharacters = 1_000_000;
/** Salesforce accepts about 16 KB of address and headers together. */
const maxToolingUrl = 12_000;
/** A transaction may take ten minutes, with callouts. */
const idleTimeoutMs = 660_000;

export async function runAnonymous(run: Run, parts: ApexParts, task: Task): Promise<ApexResult> {
  const { client, organization, clock } = parts;
  if (run.code.length > maxCharacters)
    throw new SalesforceError('input.apexTooLong', { found: run.code.length, limit: maxCharacters });
  const urlLength = encodeURIComponent(run.code).length;
  const request = { ...soapRun(run, organization), ...(urlLength <= maxToolingUrl && { instead: toolingRun(run) }) };
  const startedMs = clock.now();
  try {
    const response = await client.send(request, task);
    const result = toResult(await response.text(), request);
    if (result.log !== undefined || !result.compiled) return result;
    const sinceMs = serverTime(response, clock) - (clock.now() - startedMs) - clockGrainMs;
    return { ...result, ...(await findTracedLog({ code: run.code, userId: parts.userId, sinceMs }, parts, task)) };
  } catch (error) {
    if (request.instead || !(error instanceof SalesforceError) || !isRefusedBySoap(error)) throw error;
    const details = { org: client.org, reason: error.message, found: urlLength, limit: maxToolingUrl };
    throw new SalesforceError('input.apexTooLongForTooling', details, { cause: error });
  }
}

/** The header `Date` has whole seconds. */
const clockGrainMs = 1000;

const serverTime = ({ header }: HttpResponse, clock: Clock): number => {
  const ms = Date.parse(header('date') ?? '');
  return Number.isNaN(ms) ? clock.now() : ms;
};

const soapRun = ({ code, debugLevels = defaultLevels, rollsBack }: Run, organization: string): OrgRequest => ({
  ...(rollsBack && { rollsBack }),
  method: 'POST',
  path: `/services/Soap/s/{v}/${organization}`,
  soap: { namespace: apexNamespace, header: encodeLevels(debugLevels), body: encodeRun(code) },
  // Code that ran must not run again.
  repeat: 'never',
  readsText: true,
  idleTimeoutMs,
});

const toolingRun = ({ code, rollsBack }: Run): NonNullable<OrgRequest['instead']> => ({
  after: isRefusedBySoap,
  request: {
    ...(rollsBack && { rollsBack }),
    method: 'GET',
    path: '/services/data/v{v}/tooling/executeAnonymous/',
    query: { anonymousBody: code },
    headers: { Accept: 'application/json' },
    repeat: 'never',
    readsText: true,
    idleTimeoutMs,
  },
});

/**
 * The org has no SOAP API, or not for this session. A session that is refused after it was renewed is one that only
 * SOAP refuses: as a fault, with status 500.
 */
const isRefusedBySoap = ({ code, details }: SalesforceError): boolean =>
  ['request.jwtInSoap', 'request.noAccess', 'request.notFound'].includes(code) ||
  (code === 'login.expired' && details['status'] === 500);

function toResult(text: string, { method, path }: OrgRequest): ApexResult {
  let answer: ReturnType<typeof decodeRun>;
  try {
    answer = decodeRun(text);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    // The message of a SyntaxError quotes the text, so it could leak a secret.
    const known = cause instanceof SyntaxError ? {} : { cause };
    throw new SalesforceError('server.unexpected', { what: `${method} ${path}`, message }, known);
  }
  const { compiled, success, log } = answer;
  return { compiled, success, ...reasonOf(answer), ...(log !== undefined && { log }) };
}

function reasonOf(answer: Answer): Pick<ApexResult, 'problem' | 'exception'> {
  const { compiled, success, line, column, compileProblem, exceptionMessage, exceptionStackTrace } = answer;
  if (!compiled)
    return { problem: { message: compileProblem ?? '', line: Math.max(1, line), column: Math.max(1, column) } };
  if (success) return {};
  const stack = exceptionStackTrace ?? '';
  return { exception: { message: exceptionMessage ?? '', stack, frames: toFrames(stack) } };
}
