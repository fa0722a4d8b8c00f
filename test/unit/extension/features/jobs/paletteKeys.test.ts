// What the palette and the walkthrough know about the jobs of this computer.
import { strict as assert } from 'node:assert';
import '../../../../fakes/vscode';
import { allIn, interrupted, loadSpec, someFailed, uploading } from '../../../../fakes/jobStates';
import { kindOf } from '../../../../fakes/jobViews';
import type { Jobs, JobState } from '../../../../../src/core/core';
import { paletteKeys } from '../../../../../src/extension/features/jobs/paletteKeys';
import { stepsDone } from '../../../../../src/extension/features/jobs/stepsDone';

const none = { failed: 0, unprocessed: 0, unknown: 0 };

function keys(list: readonly JobState[], open: ReturnType<Jobs['openRows']> = none): readonly string[] {
  const found = Object.entries(paletteKeys({ list: () => list, openRows: () => open }, kindOf));
  return found.flatMap(([key, value]) => (value ? [key.replace('kinetic.jobs.', '')] : []));
}

describe('the situation of the jobs', () => {
  it('is known even if there is none', () => assert.deepEqual(keys([]), ['known']));

  it('has what the commands of each state need', () => {
    assert.deepEqual(keys([uploading]), ['known', 'any', 'running']);
    assert.deepEqual(keys([allIn]), ['known', 'any', 'finished']);
    assert.deepEqual(keys([interrupted]), ['known', 'any', 'running', 'interrupted', 'failures']);
  });

  it('has rows to retry only until a retry took them', () => {
    assert.deepEqual(keys([someFailed], { ...none, failed: 1 }), ['known', 'any', 'finished', 'failures', 'retryable']);
    assert.deepEqual(keys([someFailed]), ['known', 'any', 'finished', 'failures']);
  });

  it('is a step of the walkthrough once a load has ended: of the sample, or of a file of the user', () => {
    const sample = { ...allIn, spec: { ...loadSpec, file: '/storage/accounts.csv' } };
    const retry = { list: 'failed', jobId: allIn.jobId, records: 1 } as const;
    const steps = (...list: readonly JobState[]) =>
      stepsDone({ list: () => list }, { kindOf, isSample: (file) => file === '/storage/accounts.csv' });
    assert.deepEqual(steps(uploading, interrupted), []);
    assert.deepEqual(steps(sample), ['sample']);
    assert.deepEqual(steps(sample, someFailed), ['sample', 'load']);
    assert.deepEqual(steps({ ...allIn, spec: { ...loadSpec, retryOf: retry } } as JobState), []);
  });
});
