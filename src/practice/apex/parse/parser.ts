// Starts the parser's thread on first need, and keeps the trees of sources that it has parsed.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ParseRequest, ParseResponse } from './apexParser';
import type { Parsed, SourceKind } from './tree';

/** The file of the thread is beside this one, both in a bundle and in the folder of a test. */
const threadFile = join(__dirname, 'apexParser.js');
const maxKept = 5000;

export class Parser {
  readonly #kept = new Map<string, Promise<Parsed>>();
  readonly #waiting = new Map<number, { resolve: (parsed: Parsed) => void; reject: (error: Error) => void }>();
  #thread: Worker | undefined;
  #requests = 0;

  parse(kind: SourceKind, source: string): Promise<Parsed> {
    const key = createHash('sha256').update(`${kind}\n${source}`).digest('base64');
    const known = this.#kept.get(key);
    if (known) return known;
    const parsed = this.#ask(kind, source);
    this.#kept.set(key, parsed);
    parsed.catch(() => this.#kept.delete(key));
    if (this.#kept.size > maxKept) this.#kept.delete(this.#kept.keys().next().value ?? '');
    return parsed;
  }

  close(): void {
    void this.#thread?.terminate();
    this.#thread = undefined;
  }

  #ask(kind: SourceKind, source: string): Promise<Parsed> {
    const request: ParseRequest = { id: this.#requests++, kind, source };
    const thread = this.#started();
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject });
      thread.ref();
      thread.postMessage(request);
    });
  }

  #started(): Worker {
    if (this.#thread) return this.#thread;
    const thread = new Worker(threadFile);
    this.#thread = thread;
    thread.on('message', ({ id, parsed }: ParseResponse) => {
      this.#waiting.get(id)?.resolve(parsed);
      this.#waiting.delete(id);
      // An idle parser does not keep the process alive.
      if (this.#waiting.size === 0) thread.unref();
    });
    const fail = (error: Error): void => {
      if (this.#thread === thread) this.#thread = undefined;
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    thread.on('error', fail);
    thread.on('exit', () => fail(new Error('The Apex parser has ended.')));
    return thread;
  }
}
