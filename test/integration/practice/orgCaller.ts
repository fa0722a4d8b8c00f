// Sends requests to a running practice org like a plain client: forms, CSV bodies, and complete bulk jobs.
import assert from 'node:assert/strict';
import type { PracticeOrgOptions } from '../../../src/practice/practice';
import { startCaller, type Caller } from './queryCaller';

export type Json = Record<string, unknown>;

export interface BulkResult {
  readonly job: Json;
  /** The complete texts of the three result files. */
  readonly succeeded: string;
  readonly failed: string;
  readonly unprocessed: string;
}

export interface OrgCaller extends Caller {
  readonly json: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: unknown }>;
  readonly form: (path: string, fields: Record<string, string>) => Promise<{ status: number; body: Json }>;
  readonly createJob: (spec: Json) => Promise<Json>;
  readonly upload: (jobId: unknown, csv: string | Buffer) => Promise<{ status: number; body: string }>;
  readonly setState: (jobId: unknown, state: string) => Promise<{ status: number; body: unknown }>;
  /** Polls until the job is in one of these states. */
  readonly until: (jobId: unknown, ...states: string[]) => Promise<Json>;
  readonly results: (jobId: unknown) => Promise<BulkResult>;
  /** Creates a job, uploads, closes it, waits for its end, and downloads all results. */
  readonly load: (spec: Json, csv: string | Buffer) => Promise<BulkResult>;
}

export const endStates = ['JobComplete', 'Failed', 'Aborted'];

export async function startOrg(options?: PracticeOrgOptions): Promise<OrgCaller> {
  const caller = await startCaller(options);
  const { practice, send, get } = caller;
  const json: OrgCaller['json'] = async (method, path, body) => {
    const response = await send(method, path, body);
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
  const form: OrgCaller['form'] = async (path, fields) => {
    const response = await fetch(practice.url + path, { method: 'POST', body: new URLSearchParams(fields) });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Json) };
  };
  const createJob: OrgCaller['createJob'] = async (spec) => {
    const { status, body } = await json('POST', 'jobs/ingest', spec);
    assert.equal(status, 200, JSON.stringify(body));
    return body as Json;
  };
  const upload: OrgCaller['upload'] = async (jobId, csv) => {
    const headers = { Authorization: `Bearer ${practice.accessToken}`, 'Content-Type': 'text/csv; charset=UTF-8' };
    const url = `${practice.url}/services/data/v66.0/jobs/ingest/${String(jobId)}/batches`;
    const response = await fetch(url, { method: 'PUT', headers, body: csv });
    return { status: response.status, body: await response.text() };
  };
  const setState: OrgCaller['setState'] = (jobId, state) => json('PATCH', `jobs/ingest/${String(jobId)}`, { state });
  const until: OrgCaller['until'] = async (jobId, ...states) => {
    for (;;) {
      const { status, body } = await json('GET', `jobs/ingest/${String(jobId)}`);
      assert.equal(status, 200);
      if (states.includes(String((body as Json)['state']))) return body as Json;
    }
  };
  const results: OrgCaller['results'] = async (jobId) => {
    const text = async (file: string): Promise<string> => (await get(`jobs/ingest/${String(jobId)}/${file}`)).text();
    const succeeded = await text('successfulResults');
    const failed = await text('failedResults');
    const unprocessed = await text('unprocessedrecords');
    return { job: await until(jobId, ...endStates), succeeded, failed, unprocessed };
  };
  const load: OrgCaller['load'] = async (spec, csv) => {
    const { id } = await createJob(spec);
    assert.equal((await upload(id, csv)).status, 201);
    assert.equal((await setState(id, 'UploadComplete')).status, 200);
    await until(id, ...endStates);
    return results(id);
  };
  return { ...caller, json, form, createJob, upload, setState, until, results, load };
}

/** The only error of a REST error response. */
export function onlyError(body: unknown): Json {
  assert.ok(Array.isArray(body) && body.length === 1, JSON.stringify(body));
  return body[0] as Json;
}
