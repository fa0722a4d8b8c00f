// `kinetic load --dry-run`: what a load would do, as text or as JSON. Nothing is sent.
import { describeWrite, type DryRun, type LoadSpec, type Org } from '../core/core';
import { count, rowsText } from './counts';
import { delimiterName } from './delimiters';
import type { LoadedBeforeResult } from './loadedBefore';
import { errorLines, fileLines } from './resultLines';
import { errorText, type ErrorText } from './results';
import { routeText } from './routeText';
import type { Session } from './session';
import { shellWord } from './shellWord';
import { styled, type Line } from './style';
import { toJsonLines } from './symbols';

interface DryRunOptions {
  readonly json: boolean;
  readonly isStdin: boolean;
  /** An earlier insert of the same file. */
  readonly loadedBefore?: LoadedBeforeResult;
}

/** Exit code 0 if the load would start, else 1. Throws what keeps the org from being asked. */
export async function dryRun(
  spec: LoadSpec,
  { json, isStdin, loadedBefore }: DryRunOptions,
  { core, org, console, task }: Session,
): Promise<number> {
  const ran = await core.dryRun(spec, task);
  const result = toResult(spec, ran, org, isStdin);
  const plan = ran.plan && toPlanResult(spec, ran.plan);
  const before = loadedBefore && { loadedBefore };
  await console.out(json ? toJsonLines({ ...result, ...plan, ...before }) : toLines(result, plan));
  return ran.problems.length > 0 ? 1 : 0;
}

type Result = ReturnType<typeof toResult>;
type PlanResult = ReturnType<typeof toPlanResult>;

const toResult = (spec: LoadSpec, ran: DryRun, org: Org, isStdin: boolean) => ({
  dryRun: true,
  /** Salesforce can still reject rows. */
  wouldStart: ran.problems.length === 0,
  org: { label: org.label, username: org.username, instanceUrl: org.instanceUrl, kind: org.kind },
  operation: spec.operation,
  object: spec.object,
  ...(spec.externalIdField !== undefined && { externalIdField: spec.externalIdField }),
  file: isStdin ? null : spec.file,
  ...(ran.calls !== undefined && { minApiCalls: ran.calls }),
  ...(ran.question && { confirmation: ran.question.typed ? 'orgName' : ran.question.confirm ? 'yes' : 'none' }),
  problems: ran.problems.map(errorText),
  warnings: ran.warnings.map(errorText),
});

/** The names are those of the result of a load. */
const toPlanResult = (spec: LoadSpec, plan: NonNullable<DryRun['plan']>) => ({
  total: plan.records,
  sizeBytes: plan.sizeBytes,
  ...(plan.encoding !== undefined && { encoding: plan.encoding }),
  delimiter: delimiterName(plan.dialect.delimiter),
  columns: plan.columns,
  ...(spec.mapping && { sources: plan.columns.map((field) => sourceOf(field, spec.mapping)) }),
  ...(plan.leftOut && { leftOutColumns: plan.leftOut }),
  ...(plan.trimmed && { trimmedColumns: plan.trimmed }),
  ...(plan.naCells && { naCells: { ...plan.naCells, file: spec.file, do: spec.naCells ?? ('clear' as const) } }),
  ...(plan.route && { route: plan.route }),
  ...(plan.route?.api === 'bulk' && { parts: plan.parts.filter(({ unsent }) => !unsent).length }),
  ...unsentOf(plan),
});

/** Rows that the load would not send, because values of the mapping cannot be made. */
function unsentOf({ parts }: NonNullable<DryRun['plan']>) {
  const part = parts.find(({ unsent }) => unsent !== undefined);
  const errors = part?.unsent?.map(({ code, message, count: rows }) => ({ code, message, count: rows }));
  return part && errors ? { wouldFail: { rows: part.records, firstLine: part.firstLine, errors } } : {};
}

function toLines(result: Result, plan: PlanResult | undefined): readonly Line[] {
  const { wouldStart, org, operation, object, externalIdField, problems, warnings } = result;
  const what = describeWrite({ operations: [operation], objects: [object], ...(plan && { rows: plan.total }) });
  const by = externalIdField === undefined ? '' : ` by ${externalIdField}`;
  return [
    [
      wouldStart ? styled('green', 'The load can start.') : styled('red', 'The load cannot start.'),
      ' Nothing was sent.',
    ],
    `Would ${what}${by} in the org ${org.label} (${org.kind}) at ${org.instanceUrl}`,
    ...(plan ? planLines(result, plan) : [`File: ${result.file ?? 'stdin'}`]),
    ...(result.confirmation === undefined ? [] : [`Confirmation: ${confirmationText(result)}`]),
    ...listed('Problems:', problems),
    ...listed('Warnings:', warnings),
  ];
}

const planLines = ({ file, minApiCalls = 0 }: Result, plan: PlanResult): readonly string[] => [
  `File: ${file ?? 'stdin'} (${count(plan.sizeBytes)} bytes, delimiter ${plan.delimiter})`,
  ...(plan.route ? [`API: ${routeText(plan.route)}`] : []),
  ...(plan.parts === undefined ? [] : [`Parts: ${count(plan.parts)}`]),
  `API calls: at least ${count(minApiCalls)}`,
  `Columns sent: ${plan.columns.map((field, at) => sentText(field, plan.sources?.[at])).join(', ')}`,
  ...(plan.wouldFail ? failingLines(plan.wouldFail) : []),
  ...fileLines(plan),
];

interface Source {
  /** None for a constant. */
  readonly columns: readonly string[];
  /** What is done to each value, in order. */
  readonly steps: readonly string[];
}

function sourceOf(field: string, mapping: LoadSpec['mapping']): Source {
  const mapped = mapping?.fields.find((one) => one.field === field);
  if (!mapped) return { columns: [field], steps: [] };
  return {
    columns: mapped.from,
    steps: [...mapped.steps.map(({ kind }) => kind), ...(mapped.lookup ? ['lookup'] : [])],
  };
}

/** “Name”, “Rev. → AnnualRevenue (trim, number)”. */
function sentText(field: string, { columns, steps }: Source = { columns: [field], steps: [] }): string {
  const from = columns.join(' + ');
  const how = steps.length > 0 ? ` (${steps.join(', ')})` : '';
  return `${from === '' || from === field ? field : `${from} → ${field}`}${how}`;
}

const failingLines = ({ rows, firstLine, errors }: NonNullable<PlanResult['wouldFail']>): readonly string[] => [
  `Would not be sent and fail: ${rowsText(rows)}, the first on line ${count(firstLine)}`,
  ...errors.map((error) => `  ${count(error.count)}  ${error.code}: ${error.message}`),
];

function confirmationText({ confirmation, org }: Result): string {
  if (confirmation === 'orgName') return `add --confirm-org ${shellWord(org.label)}, or type the name when asked`;
  return confirmation === 'yes' ? 'add --yes, or answer the question' : 'not needed';
}

/** What several of them advise is said once, after the last of them. */
function listed(title: string, errors: readonly ErrorText[]): readonly string[] {
  if (errors.length === 0) return [];
  const lines = errors.flatMap((error) => errorLines(error).map((line) => `  ${line}`));
  return [title, ...lines.filter((line, at) => lines.lastIndexOf(line) === at)];
}
