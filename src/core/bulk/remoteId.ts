// The form of what a server names: IDs of jobs become parts of paths and names of files, so nothing else is accepted.
import * as z from 'zod';

export const remoteId = z.string().regex(/^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/, 'not the ID of a job');

/** A path of the same host: absolute, without a host of its own and without steps upwards. */
export const serverPath = z
  .string()
  .regex(/^\/(?![/\\])[^\\\s]*$/, 'not a path of the server')
  .refine((path) => !/(?:^|\/)(?:\.|%2e){2}(?:\/|$)/i.test(path.split('?')[0] ?? ''), 'not a path of the server');
