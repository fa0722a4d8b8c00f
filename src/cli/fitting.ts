// Which options each command takes and which ones need each other. Options without effect are rejected, not ignored.
import { badArgument, type Given } from './options';

const everywhere = ['json', 'practice', 'target-org', 'yes', 'confirm-org', 'help', 'version'];
const waiting = ['no-wait', 'timeout-minutes'];

const own: Readonly<Record<string, readonly string[]>> = {
  load: [
    ...['object', 'operation', 'external-id', 'map', 'blanks', 'encoding', 'api', 'rest-up-to', 'collections-up-to'],
    ...['part-bytes', 'part-records', 'parallel', ...waiting],
  ],
  export: ['to', 'format', 'all', 'rest', 'overwrite', ...waiting],
  query: ['all'],
  jobs: ['remote', 'state', 'object', 'user', 'days'],
  retry: ['group', 'code', 'temporary', 'unprocessed', 'even-unknown', ...waiting],
  resume: waiting,
  check: [],
  policy: ['access', 'max-rows', 'allow', 'deny', 'default'],
  writes: ['days'],
};

/** Options that have an effect only together with another one. */
const companions: readonly (readonly [command: string, option: string, companion: string])[] = [
  ['jobs', 'state', 'remote'],
  ['jobs', 'object', 'remote'],
  ['jobs', 'user', 'remote'],
  ['jobs', 'days', 'remote'],
  ['retry', 'even-unknown', 'unprocessed'],
];

/** Throws `input.badArgument` for the first option that would have no effect. */
export function checkFitting(command: string, given: Given): void {
  const takes = own[command];
  const foreign = given.find((name) => takes && !takes.includes(name) && !everywhere.includes(name));
  if (foreign !== undefined)
    throw badArgument(`--${foreign} is not an option of ${command}. For its options, run kinetic --help.`);
  for (const [of, option, companion] of companions)
    if (of === command && given.includes(option) && !given.includes(companion))
      throw badArgument(`--${option} needs --${companion}.`);
}
