// Code completions for Apex: the library that runs here, in Salesforce's shape.
// See https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/intro_rest_resources.htm
import { enumClasses } from '../apex/library/enums';
import { exceptionClasses } from '../apex/library/exceptionClasses';
import { libraryTypes } from '../apex/library/library';
import type { ClassInfo, LibraryType, Signature } from '../apex/typeSystem/model';
import { ok, refuse, route, type Answer, type Call, type Route } from '../http/http';

interface Parameter {
  readonly name: string;
  readonly type: string;
}

interface Declaration {
  readonly constructors: readonly { readonly name: string; readonly parameters: readonly Parameter[] }[];
  readonly methods: readonly object[];
  readonly properties: readonly { readonly name: string; readonly references: readonly [] }[];
}

/** Types that only this interpreter has, and those that have no namespace in Salesforce. */
const hidden = new Set(['Object', 'Enum', 'AggregateResult', 'Schema.FieldMap']);
const schemaEnums = new Set(['DisplayType']);

export const completionRoutes = (): Route[] => [route('GET', '/services/data/{v}/tooling/completions', complete)];

function complete({ query }: Call): Answer {
  const type = query.get('type');
  if (type === null) throw refuse(400, 'MISSING_ARGUMENT', 'The type parameter is required: apex or visualforce.');
  if (type.toLowerCase() !== 'apex') {
    throw refuse(404, 'NOT_FOUND', `The practice org does not simulate completions of the type ${type}.`);
  }
  return ok({ publicDeclarations: declarations() });
}

function declarations(): Record<string, Record<string, Declaration>> {
  const found: Record<string, Record<string, Declaration>> = {};
  const add = (name: string, declaration: Declaration): void => {
    const dot = name.indexOf('.');
    const namespace = dot < 0 ? 'System' : name.slice(0, dot);
    (found[namespace] ??= {})[name.slice(dot + 1)] = declaration;
  };
  for (const library of libraryTypes()) if (!hidden.has(library.name)) add(library.name, ofLibrary(library));
  const base = libraryTypes().find(({ name }) => name === 'Exception');
  for (const { name } of exceptionClasses()) if (base && name !== 'Exception') add(name, named(name, base));
  for (const cls of enumClasses.values()) add(schemaEnums.has(cls.name) ? `Schema.${cls.name}` : cls.name, ofEnum(cls));
  return found;
}

/** Salesforce's names of parameters are not known here. */
const parametersOf = ({ parameters }: Signature): Parameter[] =>
  parameters.map((type, i) => ({ name: `param${i + 1}`, type }));

const methodOf = (signature: Signature, isStatic: boolean): object => ({
  argTypes: signature.parameters,
  isStatic,
  methodDoc: null,
  name: signature.name,
  parameters: parametersOf(signature),
  references: [],
  returnType: signature.returns,
});

const propertyOf = (name: string) => ({ name, references: [] }) as const;

function ofLibrary(library: LibraryType): Declaration {
  const { name, methods, statics, constructors, properties, staticProperties } = library;
  const shortName = name.slice(name.indexOf('.') + 1);
  return {
    constructors: constructors.map((one) => ({ name: shortName, parameters: parametersOf(one) })),
    methods: [
      ...[...statics.values()].flat().map((one) => methodOf(one, true)),
      ...[...methods.values()].flat().map((one) => methodOf(one, false)),
    ],
    properties: [...staticProperties.values(), ...properties.values()].map((one) => propertyOf(one.name)),
  };
}

function named(name: string, base: LibraryType): Declaration {
  const { constructors, ...rest } = ofLibrary(base);
  return { ...rest, constructors: constructors.map((one) => ({ ...one, name })) };
}

function ofEnum({ name, constants }: ClassInfo): Declaration {
  const own = { parameters: [], required: [], run: () => undefined };
  const instance = [
    { ...own, name: 'name', returns: 'String' },
    { ...own, name: 'ordinal', returns: 'Integer' },
  ];
  return {
    constructors: [],
    methods: [
      methodOf({ ...own, name: 'values', returns: `List<${name}>` }, true),
      ...instance.map((one) => methodOf(one, false)),
    ],
    properties: constants.map(propertyOf),
  };
}
