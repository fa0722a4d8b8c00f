// The objects and fields of an org, cached for ten minutes and then downloaded again only if they changed.
import * as z from 'zod';
import { SalesforceError } from '../errors/salesforceError';
import type { Decode, OrgClient } from '../http/client';
import { createSingleFlight, type SingleFlight } from '../kernel/singleFlight';
import type { Task } from '../kernel/task';
import type { Clock } from '../ports';

const toObjectSummary = () =>
  z.object({
    name: z.string(),
    label: z.string(),
    labelPlural: z.string(),
    /** The first three characters of the ids; null for objects without their own ids. */
    keyPrefix: z.string().nullable(),
    custom: z.boolean(),
    queryable: z.boolean(),
    createable: z.boolean(),
    updateable: z.boolean(),
    deletable: z.boolean(),
  });
const objectSummary = z.lazy(toObjectSummary);

const picklistValue = z.lazy(() => z.object({ value: z.string(), label: z.string().nullable(), active: z.boolean() }));

const field = z.lazy(() =>
  z.object({
    name: z.string(),
    label: z.string(),
    /** Salesforce's types: string, reference, picklist, double … */
    type: z.string(),
    length: z.number(),
    precision: z.number(),
    scale: z.number(),
    custom: z.boolean(),
    createable: z.boolean(),
    updateable: z.boolean(),
    nillable: z.boolean(),
    defaultedOnCreate: z.boolean(),
    externalId: z.boolean(),
    idLookup: z.boolean(),
    unique: z.boolean(),
    nameField: z.boolean(),
    calculated: z.boolean(),
    filterable: z.boolean(),
    caseSensitive: z.boolean(),
    restrictedPicklist: z.boolean(),
    referenceTo: z.array(z.string()),
    relationshipName: z.string().nullable(),
    picklistValues: z.array(picklistValue),
  }),
);

const childRelationship = z.lazy(() =>
  z.object({
    childSObject: z.string(),
    field: z.string(),
    relationshipName: z.string().nullable(),
  }),
);

const objectDescribe = z.lazy(() =>
  toObjectSummary().extend({ fields: z.array(field), childRelationships: z.array(childRelationship) }),
);

const allObjects = z.lazy(() => z.object({ sobjects: z.array(objectSummary) }));

export type ObjectSummary = Readonly<z.infer<typeof objectSummary>>;
export type ObjectDescribe = Readonly<z.infer<typeof objectDescribe>>;

export interface Describes {
  readonly objects: (task: Task) => Promise<readonly ObjectSummary[]>;
  /** `object` in any case. Throws `request.notFound` for an object that the user cannot see. */
  readonly object: (object: string, task: Task) => Promise<ObjectDescribe>;
  /** Clears the cache, for example after a deployment. */
  readonly forget: () => void;
}

const freshMs = 10 * 60_000;

interface Source {
  readonly client: OrgClient;
  readonly clock: Clock;
}

/** The message names the object, because a person does not know the path of its describe. */
const withObjectName = (error: unknown, object: string): unknown =>
  error instanceof SalesforceError && error.code === 'request.notFound'
    ? SalesforceError.of(error.code, { ...error.details, what: `the object ${object}` }, { cause: error })
    : error;

export function createDescribes(source: Source): Describes {
  const newGlobal = (): SingleFlight<readonly ObjectSummary[]> =>
    cachedDescribe('/services/data/v{v}/sobjects', (value) => allObjects.parse(value).sobjects, source);
  let global = newGlobal();
  const objects = new Map<string, SingleFlight<ObjectDescribe>>();
  return {
    objects: ({ signal }) => global(signal),
    object: (object, { signal }) => {
      const key = object.toLowerCase();
      const path = `/services/data/v{v}/sobjects/${encodeURIComponent(object)}/describe`;
      const known = objects.get(key) ?? cachedDescribe(path, (value) => objectDescribe.parse(value), source);
      objects.set(key, known);
      return known(signal).catch((error: unknown) => {
        throw withObjectName(error, object);
      });
    },
    forget: () => {
      global = newGlobal();
      objects.clear();
    },
  };
}

interface Cached<T> {
  readonly value: T;
  readonly askedAt: number;
  /** The Date header of the response, because the server's clock may differ from ours. */
  readonly serverDate: string | undefined;
}

function cachedDescribe<T>(path: string, parse: (value: unknown) => T, { client, clock }: Source): SingleFlight<T> {
  let cached: Cached<T> | undefined;
  return createSingleFlight(async (task) => {
    const known = cached;
    const askedAt = clock.now();
    if (known && askedAt - known.askedAt < freshMs) return known.value;
    const headers = known?.serverDate === undefined ? {} : { 'If-Modified-Since': known.serverDate };
    const decode: Decode<Cached<T>> = (value, { status, header }) =>
      known && status === 304 ? { ...known, askedAt } : { value: parse(value), askedAt, serverDate: header('date') };
    cached = await client.json({ method: 'GET', path, headers, repeat: 'safe' }, decode, task);
    return cached.value;
  });
}
