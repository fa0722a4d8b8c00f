// Retries of loads in an integration test: what is offered, and what becomes of it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { LoadState, RetryChoice, RetryOffer } from '../../../src/core/core';
import { asLoad, signal, type CoreSetup } from './coreSetup';

const failed: RetryChoice = { list: 'failed' };

export const offerOf = ({ core }: CoreSetup, state: LoadState, choice = failed): Promise<RetryOffer> =>
  core.jobs.prepareRetry(state.jobId, choice, signal);

export const startOffer = async ({ core }: CoreSetup, { spec }: RetryOffer): Promise<LoadState> =>
  asLoad(await core.jobs.whenFinished(await core.jobs.start(spec), signal));

/** The offer of the rows as their file has them now. */
export function offerNow({ change }: RetryOffer): RetryOffer {
  assert.ok(change?.offer);
  return change.offer;
}

/** Salesforce returns every cell in quotes. */
export const textOf = async ({ file }: RetryOffer): Promise<string> =>
  (await readFile(file, 'utf8')).replaceAll('"', '');
