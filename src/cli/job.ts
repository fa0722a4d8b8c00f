// `kinetic job`: the result of one job so far.
import { SalesforceError, type Core, type ErrorCode, type JobState } from '../core/core';
import type { CommandOf } from './arguments';
import { count } from './counts';
import { toResult } from './kinds';
import { nextCommandFor } from './nextCommand';
import { runningPracticeOrgs } from './practiceOrgs';
import { toLines } from './resultLines';
import type { CommonResult } from './results';
import type { Console, Output } from './session';
import { toJsonLines } from './symbols';

/** What the job cost of the org's daily limit. */
const callLines = ({ apiCalls }: Pick<CommonResult, 'apiCalls'>): readonly string[] =>
  apiCalls === undefined ? [] : [`API calls: ${count(apiCalls)}`];

/** Needs no org. */
export async function job({ jobId, output }: CommandOf<'job'>, core: Core, console: Console): Promise<number> {
  const { jobs, orgs } = core;
  await jobs.load();
  const unreadable = jobs.unreadable().find((one) => one.jobId === jobId);
  if (unreadable) throw SalesforceError.of(unreadable.error.code as ErrorCode, unreadable.error.details);
  const state = jobs.get(jobId);
  const org = state && (await orgs.get(state.spec.orgId));
  const result = toResult(await jobs.result(jobId, {}, new AbortController().signal), jobs);
  await console.out(
    output.json
      ? toJsonLines(result)
      : [...toLines(result, { org, next: nextCommandFor(await orgNameOf(state)) }), ...callLines(result)],
  );
  return 0;
}

/** Only a practice org that runs is known here: by its ID. */
async function orgNameOf(state: JobState | undefined): Promise<Pick<Output, 'targetOrg' | 'practice'>> {
  const organization = state?.spec.orgId.split('-')[0];
  const found = (await runningPracticeOrgs()).find(({ salesforceId }) => salesforceId === organization);
  return { practice: false, ...(found && { targetOrg: found.name }) };
}
