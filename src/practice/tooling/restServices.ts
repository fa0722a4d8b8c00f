// Apex REST: classes with @RestResource answer requests.
// See https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/apex_rest.htm
import type { Apex } from '../apex/apex';
import { fromJson, toJson } from '../apex/library/json';
import { newRequest, newResponse, textMap, type RestResponse } from '../apex/library/rest';
import type { Program } from '../apex/program';
import type { Transaction } from '../apex/run/transaction';
import type { ClassInfo, MethodInfo } from '../apex/typeSystem/model';
import type { ApexThrow } from '../apex/values/objects';
import { ApexBlob } from '../apex/values/moments';
import { userOf } from '../dml/jsonRecords';
import { refuse, route, type Answer, type Call, type Route } from '../http/http';
import type { Org } from '../org/org';

const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const headersKept = ['content-type', 'accept', 'user-agent', 'host'];

export const restServiceRoutes = (org: Org, apex: Apex): Route[] =>
  verbs.map((verb) => route(verb, '/services/apexrest/*path', (call) => serve(org, apex, call)));

interface Found {
  readonly method: MethodInfo;
  readonly mapping: string;
}

async function serve(org: Org, apex: Apex, call: Call): Promise<Answer> {
  const program = await apex.program();
  const path = `/${String(call.params['path'])}`;
  const { method, mapping } = find(program, call.method, path);
  const text = ['GET', 'DELETE'].includes(call.method) ? '' : await call.text();
  const request = {
    ...newRequest(),
    requestURI: path,
    resourcePath: `/services/apexrest${mapping}`,
    httpMethod: call.method,
    requestBody: text === '' ? null : new ApexBlob(Buffer.from(text)),
    headers: textMap(headersKept.flatMap((name) => [[name, call.header(name) ?? ''] as const])),
    params: textMap(call.query),
  };
  const response = newResponse();
  let result: unknown;
  const operation = `/services/apexrest${path}`;
  const ended = apex.runner.run(program, { userId: userOf(org, call), operation }, (tx) => {
    tx.rest = { request, response };
    tx.log.event(
      'APEX_CODE',
      'ERROR',
      'CODE_UNIT_STARTED',
      `[EXTERNAL]|${method.owner.unit.id}|${method.owner.name}.${method.name}`,
    );
    result = program.invoke(tx, method, { self: null, args: argumentsOf(tx, method, text) });
    tx.log.event('APEX_CODE', 'ERROR', 'CODE_UNIT_FINISHED', `${method.owner.name}.${method.name}`);
  });
  const { exception } = ended;
  if (exception?.message.startsWith('System.JSONException') === true && exception.stack === '') {
    throw refuse(400, 'JSON_PARSER_ERROR', exception.message.replace(/^System\.JSONException: /, ''));
  }
  if (exception) throw refuse(500, 'APEX_ERROR', `${exception.message}\n\n${exception.stack}`);
  return toAnswer(method, response, result);
}

function find(program: Program, verb: string, path: string): Found {
  const services = [...program.classes.values()].flatMap((cls) => {
    const mapping = cls.annotations.find(({ name }) => name === 'restresource')?.values['urlmapping'];
    return mapping !== undefined && matches(mapping, path) ? [{ cls, mapping }] : [];
  });
  const [service] = services.sort((a, b) => b.mapping.length - a.mapping.length);
  if (service === undefined) throw refuse(404, 'NOT_FOUND', 'Could not find a match for URL');
  const method = methodFor(service.cls, verb);
  if (method === undefined)
    throw refuse(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${verb}' not allowed. Allowed are ${allowed(service.cls)}`);
  return { method, mapping: service.mapping };
}

function matches(mapping: string, path: string): boolean {
  if (!mapping.endsWith('/*')) return path.toLowerCase() === mapping.toLowerCase();
  const base = mapping.slice(0, -2).toLowerCase();
  return path.toLowerCase() === base || path.toLowerCase().startsWith(`${base}/`);
}

const methodFor = (cls: ClassInfo, verb: string): MethodInfo | undefined =>
  [...cls.methods.values()]
    .flat()
    .find(({ annotations }) => annotations.some(({ name }) => name === `http${verb.toLowerCase()}`));

const allowed = (cls: ClassInfo): string => verbs.filter((verb) => methodFor(cls, verb)).join(',');

/** The members of the JSON body are the parameters, by their names. */
function argumentsOf(tx: Transaction, method: MethodInfo, text: string): unknown[] {
  if (method.parameters.length === 0) return [];
  let json: unknown;
  try {
    json = text === '' ? {} : JSON.parse(text);
  } catch {
    throw withoutStack(tx, 'The HTTP entity body is not valid JSON.');
  }
  const members = Object.entries(json as Record<string, unknown>);
  const unknown = members.find(
    ([key]) => !method.parameters.some(({ name }) => name.toLowerCase() === key.toLowerCase()),
  );
  if (unknown)
    throw withoutStack(
      tx,
      `Unrecognized field "${unknown[0]}" (parameters of ${method.name}), not marked as ignorable`,
    );
  return method.parameters.map(({ name, type }) => {
    const value = members.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
    return fromJson(value, type, { tx, isStrict: false });
  });
}

/** Outside of all code there is no stack, by which the caller tells a wrong body from an exception of the code. */
function withoutStack(tx: Transaction, message: string): ApexThrow {
  return tx.error('JSONException', message);
}

function toAnswer(method: MethodInfo, response: RestResponse, result: unknown): Answer {
  const headers = Object.fromEntries(response.headers.entries.map(({ key, value }) => [String(key), String(value)]));
  const isVoid = method.returns.kind === 'void';
  const body = response.responseBody?.bytes;
  const status = response.statusCode ?? (isVoid && body === undefined ? 204 : 200);
  if (isVoid && body === undefined) return { status, headers };
  const text = isVoid && body ? body : Buffer.from(toJson(result));
  return { status, headers: { 'Content-Type': 'application/json;charset=UTF-8', ...headers }, body: text };
}
