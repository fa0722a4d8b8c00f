// RestContext, RestRequest and RestResponse: what a class of Apex REST works with.
import type { LibrarySpec } from '../typeSystem/libraryType';
import type { Transaction } from '../run/transaction';
import { types } from '../typeSystem/apexType';
import { ApexMap } from '../values/collections';
import type { ApexBlob } from '../values/moments';

export interface RestRequest {
  requestURI: string;
  resourcePath: string;
  httpMethod: string;
  requestBody: ApexBlob | null;
  remoteAddress: string;
  headers: ApexMap;
  params: ApexMap;
}

export interface RestResponse {
  statusCode: number | null;
  responseBody: ApexBlob | null;
  headers: ApexMap;
}

export const textMap = (values: Iterable<readonly [string, string]> = []): ApexMap => {
  const map = new ApexMap(types.string, types.string);
  for (const [name, value] of values) map.put(name, value);
  return map;
};

export const newRequest = (): RestRequest => ({
  requestURI: '',
  resourcePath: '',
  httpMethod: '',
  requestBody: null,
  remoteAddress: '127.0.0.1',
  headers: textMap(),
  params: textMap(),
});

export const newResponse = (): RestResponse => ({ statusCode: null, responseBody: null, headers: textMap() });

/** Properties that can be read and written. */
function accessors(fields: Readonly<Record<string, string>>): Pick<LibrarySpec, 'properties' | 'setters'> {
  type Held = Record<string, unknown>;
  const entries = Object.entries(fields);
  return {
    properties: Object.fromEntries(entries.map(([name, type]) => [`${type} ${name}`, (one: Held) => one[name]])),
    setters: Object.fromEntries(
      entries.map(([name]) => [name, (one: Held, value: unknown) => void (one[name] = value)]),
    ),
  };
}

export const restSpecs: readonly LibrarySpec[] = [
  {
    name: 'RestContext',
    staticProperties: {
      'RestRequest request': ({ rest }: Transaction) => rest.request,
      'RestResponse response': ({ rest }: Transaction) => rest.response,
    },
    staticSetters: {
      request: (request: RestRequest, { rest }: Transaction) => void (rest.request = request),
      response: (response: RestResponse, { rest }: Transaction) => void (rest.response = response),
    },
  },
  {
    name: 'RestRequest',
    constructors: { '()': newRequest },
    methods: {
      'void addHeader(String, String)': ({ headers }: RestRequest, name: string, value: string) =>
        void headers.put(name, value),
      'void addParameter(String, String)': ({ params }: RestRequest, name: string, value: string) =>
        void params.put(name, value),
    },
    ...accessors({
      requestURI: 'String',
      resourcePath: 'String',
      httpMethod: 'String',
      requestBody: 'Blob',
      remoteAddress: 'String',
      headers: 'Map<String,String>',
      params: 'Map<String,String>',
    }),
  },
  {
    name: 'RestResponse',
    constructors: { '()': newResponse },
    methods: {
      'void addHeader(String, String)': ({ headers }: RestResponse, name: string, value: string) =>
        void headers.put(name, value),
    },
    ...accessors({ statusCode: 'Integer', responseBody: 'Blob', headers: 'Map<String,String>' }),
  },
];
