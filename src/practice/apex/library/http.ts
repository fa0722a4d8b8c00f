// Callouts: they get the response of the mock of a test, and nothing else. The practice org never calls out.
import type { LibrarySpec } from '../typeSystem/libraryType';
import type { Transaction } from '../run/transaction';
import { types } from '../typeSystem/apexType';
import { ApexList } from '../values/collections';
import { ApexBlob } from '../values/moments';

interface Message {
  endpoint: string;
  method: string;
  body: string;
  status: string;
  statusCode: number;
  readonly headers: Map<string, string>;
}

const message = (): Message => ({
  endpoint: '',
  method: 'GET',
  body: '',
  status: 'OK',
  statusCode: 200,
  headers: new Map(),
});

const common: NonNullable<LibrarySpec['methods']> = {
  'void setBody(String)': (one: Message, text: string) => void (one.body = text),
  'void setBodyAsBlob(Blob)': (one: Message, { bytes }: ApexBlob) => void (one.body = bytes.toString('utf8')),
  'String getBody()': ({ body }: Message) => body,
  'Blob getBodyAsBlob()': ({ body }: Message) => new ApexBlob(Buffer.from(body)),
  'void setHeader(String, String)': ({ headers }: Message, name: string, value: string) =>
    void headers.set(name, value),
  'String getHeader(String)': ({ headers }: Message, name: string) =>
    [...headers].find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1] ?? null,
};

function send(_: unknown, request: Message, tx: Transaction): unknown {
  tx.count('callouts');
  const mock = tx.test?.mock;
  if (mock) return tx.program.callByName(tx, mock, 'respond', [request]);
  if (tx.test) throw tx.error('TypeException', 'Methods defined as TestMethod do not support Web service callouts');
  throw tx.error('CalloutException', 'The practice org does not call out. Set a mock in a test.');
}

export const httpSpecs: readonly LibrarySpec[] = [
  {
    name: 'HttpRequest',
    constructors: { '()': message },
    methods: {
      ...common,
      'void setEndpoint(String)': (one: Message, text: string) => void (one.endpoint = text),
      'String getEndpoint()': ({ endpoint }: Message) => endpoint,
      'void setMethod(String)': (one: Message, text: string) => void (one.method = text),
      'String getMethod()': ({ method }: Message) => method,
      'void setTimeout(Integer)': () => null,
    },
  },
  {
    name: 'HttpResponse',
    constructors: { '()': message },
    methods: {
      ...common,
      'void setStatusCode(Integer)': (one: Message, code: number) => void (one.statusCode = code),
      'Integer getStatusCode()': ({ statusCode }: Message) => statusCode,
      'void setStatus(String)': (one: Message, text: string) => void (one.status = text),
      'String getStatus()': ({ status }: Message) => status,
      'List<String> getHeaderKeys()': ({ headers }: Message) => new ApexList(types.string, [...headers.keys()]),
    },
  },
  { name: 'Http', constructors: { '()': () => ({}) }, methods: { 'HttpResponse send(HttpRequest)': send } },
];
