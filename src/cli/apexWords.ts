// The words after `kinetic apex`: what to run, or which service to call.
import type { ServiceMethod } from '../core/core';
import type { OptionName, Values } from './optionRows';
import { badArgument, oneOf } from './values';

export type ApexWords =
  | { readonly action: 'run'; readonly file: string; readonly log: boolean }
  | {
      readonly action: 'rest';
      readonly method: ServiceMethod;
      readonly path: string;
      /** A file with the body; `-` is stdin. */
      readonly data?: string;
    };

const methods: readonly ServiceMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Throws `input.badArgument`. */
export function toApexWords([action, ...words]: readonly string[], values: Values): ApexWords {
  switch (action) {
    case 'run':
      return toRun(words, without('data', action, values));
    case 'rest':
      return toRest(words, without('log', action, values));
    default:
      throw badArgument('Write what to do: kinetic apex run FILE, or kinetic apex rest METHOD PATH.');
  }
}

function toRun([file, ...more]: readonly string[], { log = false }: Values): ApexWords {
  if (file === undefined || more.length > 0)
    throw badArgument('Name one file with Apex, for example: kinetic apex run script.apex');
  return { action: 'run', file, log };
}

function toRest([method, path, ...more]: readonly string[], { data }: Values): ApexWords {
  if (method === undefined || path === undefined || more.length > 0)
    throw badArgument('Write the method and the path, for example: kinetic apex rest GET /orders');
  const named = oneOf('The method', method, methods);
  if (named === 'GET' && data !== undefined) throw badArgument('A GET has no body, so --data has no place there.');
  return { action: 'rest', method: named, path, ...(data !== undefined && { data }) };
}

/** Options without an effect are rejected, not ignored. */
function without(option: OptionName, action: string, values: Values): Values {
  if (values[option] !== undefined) throw badArgument(`--${option} is not an option of apex ${action}.`);
  return values;
}
