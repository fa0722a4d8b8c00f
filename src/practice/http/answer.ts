// Sends a response: Salesforce's headers, gzip when the client accepts it, backpressure, and faults of this stage.
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import type { GzipFault } from '../org/faults';
import type { Answer } from './http';

export interface Delivery {
  readonly acceptsGzip: boolean;
  readonly isPretty: boolean;
  /** Resets the connection in the middle of the body. */
  readonly isCut: boolean;
  /** 0 means full speed. */
  readonly msPerKb: number;
  readonly gzip: GzipFault | undefined;
}

const commonHeaders = {
  'Cache-Control': 'no-cache,must-revalidate,max-age=0,no-store,private',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-XSS-Protection': '1; mode=block',
  'X-Robots-Tag': 'none',
  Vary: 'Accept-Encoding',
} as const;
const pieceBytes = 1024;
const minGzipBytes = 512;
/** The checksum and the length at the end of a gzip file. */
const gzipTrailerBytes = 8;

export async function sendAnswer(response: ServerResponse, answer: Answer, delivery: Delivery): Promise<void> {
  const body = bodyOf(answer, delivery.isPretty);
  const headers: Record<string, string> = { ...commonHeaders, ...contentHeaders(answer, body), ...answer.headers };
  if (body === undefined) {
    response.writeHead(answer.status, { ...headers, 'Content-Security-Policy': 'upgrade-insecure-requests' });
    response.end();
    return;
  }
  if (delivery.gzip) return sendZipped(response, { status: answer.status, headers, body }, delivery.gzip);
  const isBig = !Buffer.isBuffer(body) || body.length >= minGzipBytes;
  const isZipped = delivery.acceptsGzip && isBig && !delivery.isCut;
  if (isZipped) headers['Content-Encoding'] = 'gzip';
  if (Buffer.isBuffer(body) && delivery.isCut) headers['Content-Length'] = String(body.length);
  response.writeHead(answer.status, headers);
  const isPlain = Buffer.isBuffer(body) && !isZipped && !delivery.isCut && delivery.msPerKb === 0;
  if (isPlain) {
    response.end(body);
    return;
  }
  const source = Readable.from(withFaults(chunksOf(body), delivery), { objectMode: false });
  if (isZipped) await pipeline(source, createGzip({ level: 1 }), response);
  else await pipeline(source, response);
}

/** Only the gzip data is damaged; the HTTP response itself is complete. */
async function sendZipped(
  response: ServerResponse,
  {
    status,
    headers,
    body,
  }: { status: number; headers: Record<string, string>; body: AsyncIterable<Buffer | string> | Buffer },
  how: GzipFault,
): Promise<void> {
  const plain: Buffer[] = [];
  for await (const chunk of chunksOf(body)) plain.push(chunk);
  const whole = Buffer.concat(plain);
  const zipped = how === 'garbage' ? whole : gzipSync(whole);
  const sent = how === 'cut' ? zipped.subarray(0, zipped.length - gzipTrailerBytes) : zipped;
  response.writeHead(status, { ...headers, 'Content-Encoding': 'gzip', 'Content-Length': String(sent.length) });
  response.end(sent);
}

function bodyOf(answer: Answer, isPretty: boolean): Buffer | AsyncIterable<Buffer | string> | undefined {
  if (answer.json !== undefined) return Buffer.from(jsonText(answer.json, isPretty));
  return typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
}

/** Salesforce writes the `apiVersion` of a job as `66.0`; JSON.stringify would write `66`. */
function jsonText(json: unknown, isPretty: boolean): string {
  return JSON.stringify(json, null, isPretty ? 2 : undefined).replaceAll(/("apiVersion": ?\d+)(?=[,}\s])/g, '$1.0');
}

function contentHeaders(answer: Answer, body: unknown): Record<string, string> {
  if (body === undefined) return {};
  return { 'Content-Type': answer.json === undefined ? 'text/html;charset=UTF-8' : 'application/json;charset=UTF-8' };
}

async function* chunksOf(body: Buffer | AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  if (Buffer.isBuffer(body)) yield body;
  else for await (const chunk of body) yield Buffer.from(chunk);
}

/** Half of the first chunk followed by an error, small pieces with pauses, or the chunks unchanged. */
async function* withFaults(chunks: AsyncGenerator<Buffer>, delivery: Delivery): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    if (delivery.isCut) {
      yield chunk.subarray(0, Math.ceil(chunk.length / 2));
      throw new Error('The response was cut by a fault.');
    }
    if (delivery.msPerKb === 0) {
      yield chunk;
      continue;
    }
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      await new Promise((resolve) => setTimeout(resolve, delivery.msPerKb));
      yield chunk.subarray(at, at + pieceBytes);
    }
  }
}
