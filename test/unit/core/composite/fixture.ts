// The composite APIs on a scripted network.
import { strict as assert } from 'node:assert';
import { createComposite, type Composite } from '../../../../src/core/composite/composite';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import { createOrgClient } from '../../../../src/core/http/orgClient';
import { createFakeTransport, type FakeTransport, type Script } from '../../../fakes/fakeTransport';
import { createHastyClock } from '../../../fakes/manualClock';
import { openGate } from '../../../fakes/openGate';
import { createRecordingLog } from '../../../fakes/recordingLog';

export interface Fixture {
  readonly composite: Composite;
  readonly transport: FakeTransport;
  /** Body of the nth request, from 0. */
  readonly sent: (nth?: number) => Record<string, unknown>;
}

export const version = '/services/data/v66.0';

export function compositeOf(script: Script): Fixture {
  const transport = createFakeTransport(script);
  const session = { accessToken: 't', instanceUrl: 'https://a.b' };
  const tokens = { current: async () => session, renew: () => Promise.reject(new Error('not asked for')) };
  const parts = { transport, tokens, clock: createHastyClock(), log: createRecordingLog() };
  const client = createOrgClient({ ...parts, gate: openGate, apiVersion: '66.0', org: 'a' });
  const sent = (nth = 0): Record<string, unknown> =>
    JSON.parse(transport.sent[nth]?.body ?? '') as Record<string, unknown>;
  return { composite: createComposite(client), transport, sent };
}

/** Nothing may be sent. */
export const noAnswer: Script = ({ url }) => {
  throw new Error(`Unexpected call: ${url.pathname}`);
};

export const refusedWith =
  (code: string, details: Readonly<Record<string, string | number>> = {}) =>
  (error: unknown): boolean => {
    assert.ok(error instanceof SalesforceError, String(error));
    assert.equal(error.code, code, error.message);
    for (const [name, value] of Object.entries(details)) assert.equal(error.details[name], value);
    assert.doesNotMatch(error.message, /\{\w+\}/, 'every placeholder is filled');
    return true;
  };

/** An entry of a composite answer. */
export const entry = (referenceId: string | null, httpStatusCode: number, body: unknown) => ({
  referenceId,
  httpStatusCode,
  body,
  httpHeaders: {},
});

export const refusal = (errorCode: string, message = errorCode, fields?: readonly string[]) => [
  { errorCode, message, ...(fields && { fields }) },
];

export const rolledBack = refusal(
  'PROCESSING_HALTED',
  'The transaction was rolled back since another operation in the same transaction failed.',
);
export const noValue = (path: string) =>
  refusal(
    'PROCESSING_HALTED',
    `Invalid reference specified. No value for ${path} found in ${path.split('.')[0] ?? ''}`,
  );
