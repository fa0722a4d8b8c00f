// Completes a load with its mapping file, or with the fields that match the names of its columns.
import {
  checkMappedFields,
  rename,
  withMappingFile,
  type ColumnMatch,
  type LoadSpec,
  type SdlReport,
} from '../core/core';
import type { Session } from './session';
import { checkWhole, defaultOperation, type LoadRequest, type LoadWords, type MappingChoice } from './specs';
import { badArgument } from './values';

export interface CompleteLoad {
  readonly spec: LoadSpec;
  /** What was guessed, and what is left out for which reason. */
  readonly notes: readonly string[];
}

type Completing = Pick<Session, 'core' | 'org' | 'task'>;

/** Throws `input.otherObject`, `input.badMapping`, `input.badMappingFile` and `input.badArgument`. */
export async function completeLoad({ spec, mapping = {} }: LoadWords, session: Completing): Promise<CompleteLoad> {
  if (mapping.file !== undefined) return withOnFailure(await withFile(spec, mapping.file, session), mapping);
  const whole = toWhole(spec, session);
  return mapping.auto ? withMatches(whole, mapping.auto, session) : { spec: whole, notes: [] };
}

function withOnFailure({ spec, notes }: CompleteLoad, { onFailure }: MappingChoice): CompleteLoad {
  const { mapping } = spec;
  return { spec: onFailure && mapping ? { ...spec, mapping: { ...mapping, onFailure } } : spec, notes };
}

function toWhole(request: LoadRequest, { org }: Completing): LoadSpec {
  checkWhole(request);
  const { object = '', operation = defaultOperation(request) } = request;
  return { ...request, orgId: org.orgId, object, operation };
}

async function withFile(request: LoadRequest, path: string, session: Completing): Promise<CompleteLoad> {
  const { core, task } = session;
  const { file, dialect, object } = request;
  const known = object === undefined ? undefined : await fieldsOf(object, session);
  const source = { file, ...(dialect && { dialect }), ...(known && { fields: known }) };
  const { file: read, report } = await core.readMapping(path, source, task.signal);
  const spec = toWhole(withMappingFile(request, path, read), session);
  checkMappedFields(read, path, { object: spec.object, fields: known ?? (await fieldsOf(spec.object, session)) });
  return { spec, notes: report ? sdlNotes(report) : [] };
}

const fieldsOf = async (object: string, { core, org, task }: Completing) =>
  (await (await core.org(org.orgId)).rest.describes.object(object, task)).fields;

async function withMatches(
  spec: LoadSpec,
  auto: NonNullable<MappingChoice['auto']>,
  session: Completing,
): Promise<CompleteLoad> {
  const { core, org, task } = session;
  const { columns } = await core.inspect(spec, task.signal);
  const all = await core.matchFields(org.orgId, spec.object, columns, task);
  const matches = all.filter(({ reason }) => reason !== 'resultColumn');
  const unsure = matches.filter(({ confidence }) => confidence !== 'certain');
  if (auto === 'strict' && unsure.length > 0)
    throw badArgument(
      `No field is certain for ${unsure.map(shown).join(', ')}. Map these columns with --map or --map-file, or use --auto-map guess.`,
    );
  const mapped = matches.flatMap(({ column, field, lookup }) =>
    field === undefined ? [] : [{ ...rename(column, field), ...(lookup && { lookup }) }],
  );
  const leaveOut = matches.flatMap(({ column, field }) => (field === undefined ? [column] : []));
  return { spec: { ...spec, mapping: { fields: mapped, leaveOut } }, notes: unsure.map(matchNote) };
}

const shown = ({ column, reason }: ColumnMatch): string => `“${column}” (${reasons[reason]})`;

const matchNote = ({ column, field, reason }: ColumnMatch): string =>
  field === undefined
    ? `Column “${column}” is not sent: ${reasons[reason]}.`
    : `Column “${column}” goes to ${field}, which is likely: ${reasons[reason]}.`;

const reasons: Readonly<Record<ColumnMatch['reason'], string>> = {
  remembered: 'it did so before',
  apiName: 'the API name is the same',
  label: 'the label is the same',
  shortName: 'the name without its suffix is the same',
  relationship: 'it names a relationship',
  parent: 'it names a field of another record',
  similar: 'the names are similar',
  noField: 'no field has a similar name',
  severalFields: 'several fields are equally close',
  taken: 'another column has the field',
  notWritable: 'the field cannot be written',
  leftOut: 'it was left out before',
  resultColumn: 'it comes from the results of a load',
  noName: 'it has no name',
};

const sdlNotes = ({ lines, unnamedColumns }: SdlReport): readonly string[] => [
  ...lines.flatMap(({ line, from, outcome, name }) => {
    const says = sdlSays[outcome];
    return says === undefined ? [] : [`Line ${line} of the mapping (${from}): ${name ? `${name}: ` : ''}${says}.`];
  }),
  ...unnamedColumns.map((column) => `Column “${column}” is not sent: the mapping does not name it.`),
];

/** Missing for lines that are used as they are. */
const sdlSays: Readonly<Partial<Record<SdlReport['lines'][number]['outcome'], string>>> = {
  firstColumn: 'only the first of its columns is used, because the fields are not all texts',
  leftOut: 'not sent, because the line names no field',
  unknownColumn: 'the file has no such column',
  repeatedField: 'another line has this field',
  unknownField: 'the object has no such field',
  replaced: 'a later line has the same columns',
};
