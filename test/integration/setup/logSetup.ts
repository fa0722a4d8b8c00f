// An org that keeps debug logs, and code that writes them.
import assert from 'node:assert/strict';
import type { DebugLog, DebugLogs } from '../../../src/core/core';
import { openCoreSetup, quiet, type CoreSetup, type CoreSetupOptions } from './coreSetup';

export interface LogSetup extends CoreSetup {
  readonly logs: DebugLogs;
  /** Runs code over the Tooling API, as other tools do; it leaves a log while the user is traced. */
  readonly run: (code: string) => Promise<void>;
  readonly tooling: (method: string, path: string, body?: unknown) => Promise<unknown>;
  readonly control: (method: string, path: string, body?: unknown) => Promise<void>;
  readonly listed: () => Promise<readonly DebugLog[]>;
}

export async function openLogSetup(options: CoreSetupOptions = {}): Promise<LogSetup> {
  const setup = await openCoreSetup(options);
  const { url, accessToken } = setup.practice;
  const call = async (method: string, path: string, body?: unknown): Promise<string> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return text;
  };
  const tooling = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const text = await call(method, `/services/data/v66.0/tooling/${path}`, body);
    return text === '' ? undefined : JSON.parse(text);
  };
  const { logs } = await setup.core.org(setup.orgId);
  return {
    ...setup,
    logs,
    run: async (code) => {
      await tooling('GET', `executeAnonymous/?anonymousBody=${encodeURIComponent(code)}`);
    },
    tooling,
    control: async (method, path, body) => {
      await call(method, `/practice/${path}`, body);
    },
    listed: async () => (await logs.list({}, {}, quiet)).logs,
  };
}
