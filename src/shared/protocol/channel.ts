// One channel between a page and the extension: notices both ways, and requests of the page that the host answers.
import * as z from 'zod/mini';

type Schema<T = unknown> = z.ZodMiniType<T>;

/** The messages of one panel, as schemas that both sides decode with. A request has parameters and an answer. */
export interface Protocol {
  readonly toPage: Schema<{ type: string }>;
  readonly toHost: Schema<{ type: string }>;
  readonly requests: Readonly<Record<string, { readonly params: Schema; readonly answer: Schema }>>;
}

export type ToPage<P extends Protocol> = z.output<P['toPage']>;
export type ToHost<P extends Protocol> = z.output<P['toHost']>;
export type Params<P extends Protocol, Name extends keyof P['requests']> = z.output<P['requests'][Name]['params']>;
export type Answer<P extends Protocol, Name extends keyof P['requests']> = z.output<P['requests'][Name]['answer']>;

/** Carries the messages: a VS Code webview on one side, `acquireVsCodeApi` on the other. */
export interface Port {
  readonly post: (message: unknown) => void;
  /** Returns a function that stops listening. */
  readonly listen: (receive: (message: unknown) => void) => () => void;
}

/** Every message on a port. Anything else is dropped and reported. */
const envelope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('notify'), body: z.unknown() }),
  z.object({ kind: z.literal('request'), id: z.number(), name: z.string(), body: z.unknown() }),
  z.object({ kind: z.literal('abort'), id: z.number() }),
  z.object({ kind: z.literal('answer'), id: z.number(), body: z.unknown() }),
  z.object({ kind: z.literal('refusal'), id: z.number(), sentence: z.string() }),
]);
type Envelope = z.output<typeof envelope>;

/** The host could not answer; the message is a sentence for the user. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

export interface HostSide<P extends Protocol> {
  readonly notify: (message: ToPage<P>) => void;
  /** Aborts running requests and stops listening. */
  readonly close: () => void;
}

export interface HostHandlers<P extends Protocol> {
  readonly notify: (message: ToHost<P>) => void;
  readonly answer: {
    readonly [Name in keyof P['requests']]: (params: Params<P, Name>, signal: AbortSignal) => Promise<Answer<P, Name>>;
  };
  /** The sentence that the page shows when a request failed. */
  readonly explain: (error: unknown) => string;
  /** Gets messages that cannot be decoded, and errors that a handler of a notice throws. */
  readonly report: (error: unknown) => void;
}

/** The extension's end: receives notices and answers requests. */
export function createHostSide<P extends Protocol>(port: Port, protocol: P, handlers: HostHandlers<P>): HostSide<P> {
  const answering = new Map<number, AbortController>();
  const answer = async (id: number, name: string, body: unknown): Promise<void> => {
    const abort = new AbortController();
    answering.set(id, abort);
    try {
      const request = Object.hasOwn(protocol.requests, name) ? protocol.requests[name] : undefined;
      if (!request) throw new TypeError(`the page asked for an unknown "${name}"`);
      const params = z.parse(request.params, body) as Params<P, string>;
      const found = await handlers.answer[name as keyof P['requests']](params, abort.signal);
      if (!abort.signal.aborted) post({ kind: 'answer', id, body: found });
    } catch (error) {
      if (!abort.signal.aborted) post({ kind: 'refusal', id, sentence: handlers.explain(error) });
    } finally {
      answering.delete(id);
    }
  };
  const post = (message: Envelope): void => port.post(message);
  const receive = (message: Envelope): void => {
    if (message.kind === 'notify') handlers.notify(z.parse(protocol.toHost, message.body) as ToHost<P>);
    else if (message.kind === 'request') void answer(message.id, message.name, message.body);
    else if (message.kind === 'abort') answering.get(message.id)?.abort();
  };
  const stop = port.listen((raw) => attempt(() => receive(z.parse(envelope, raw)), handlers.report));
  return {
    notify: (message) => post({ kind: 'notify', body: message }),
    close: () => {
      stop();
      for (const abort of answering.values()) abort.abort();
    },
  };
}

export interface PageSide<P extends Protocol> {
  readonly notify: (message: ToHost<P>) => void;
  /** Rejects with the signal's reason, or with {@link Refusal} and the host's sentence. */
  readonly request: <Name extends keyof P['requests'] & string>(
    name: Name,
    params: Params<P, Name>,
    signal: AbortSignal,
  ) => Promise<Answer<P, Name>>;
  readonly close: () => void;
}

export interface PageHandlers<P extends Protocol> {
  readonly notify: (message: ToPage<P>) => void;
  readonly report: (error: unknown) => void;
}

interface Waiting {
  readonly answer: Schema;
  readonly resolve: (body: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** The page's end: receives notices and sends requests. */
export function createPageSide<P extends Protocol>(port: Port, protocol: P, handlers: PageHandlers<P>): PageSide<P> {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  const settle = (id: number, act: (asked: Waiting) => void): void => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (asked) attempt(() => act(asked), asked.reject);
  };
  const receive = (message: Envelope): void => {
    if (message.kind === 'notify') handlers.notify(z.parse(protocol.toPage, message.body) as ToPage<P>);
    else if (message.kind === 'answer') settle(message.id, (a) => a.resolve(z.parse(a.answer, message.body)));
    else if (message.kind === 'refusal') settle(message.id, (a) => a.reject(new Refusal(message.sentence)));
  };
  const stop = port.listen((raw) => attempt(() => receive(z.parse(envelope, raw)), handlers.report));
  const send = (name: string, body: unknown, signal: AbortSignal): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const answer = protocol.requests[name]?.answer;
      if (!answer) throw new TypeError(`no request is called "${name}"`);
      signal.throwIfAborted();
      const id = ++lastId;
      const abort = (): void => {
        port.post({ kind: 'abort', id } satisfies Envelope);
        settle(id, (asked) => asked.reject(signal.reason));
      };
      const done =
        <T>(act: (value: T) => void) =>
        (value: T): void => {
          signal.removeEventListener('abort', abort);
          act(value);
        };
      waiting.set(id, { answer, resolve: done(resolve), reject: done(reject) });
      signal.addEventListener('abort', abort, { once: true });
      port.post({ kind: 'request', id, name, body } satisfies Envelope);
    });
  return {
    notify: (message) => port.post({ kind: 'notify', body: message } satisfies Envelope),
    request: (name, body, signal) => send(name, body, signal) as Promise<Answer<P, typeof name>>,
    close: () => {
      stop();
      for (const id of [...waiting.keys()]) settle(id, (asked) => asked.reject(new Refusal('The panel was closed.')));
    },
  };
}

function attempt(act: () => void, failed: (error: unknown) => void): void {
  try {
    act();
  } catch (error) {
    failed(error);
  }
}
