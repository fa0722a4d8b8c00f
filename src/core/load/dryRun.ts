// Says what a load would do, without sending or writing anything: reads the file through as the load would, compares
// its columns with the object in the org, and asks the policy.
import { toErrorData, toSalesforceError } from '../errors/salesforceError';
import { isCanceled, type Task } from '../kernel/task';
import type { ErrorData } from '../model/job';
import type { LoadSpec } from '../model/load';
import { sentParts } from '../model/parts';
import type { Write } from '../model/writes';
import type { Files, FileWriter, Sha256 } from '../ports';
import { checkFields, type FieldFindings, type ObjectDescribe } from './fieldCheck';
import type { LookupAnswers } from '../mapping/mapping';
import type { LookupQuestion } from './lookups';
import type { LoadPlan } from './place';
import { planLoad } from './plan';
import { findWrongCells } from './wrongCells';

export interface DryRunDeps {
  readonly files: Files;
  readonly sha256: () => Sha256;
  readonly describe: (orgId: string, object: string, task: Task) => Promise<ObjectDescribe>;
  readonly answerLookup: (spec: LoadSpec, question: LookupQuestion, task: Task) => Promise<LookupAnswers>;
  /** Which question the load would ask. Throws `policy.*`. */
  readonly questionFor: (orgId: string, write: Write) => Promise<DryRun['question']>;
}

export interface DryRun extends FieldFindings {
  /** Missing when the file has a problem. */
  readonly plan?: LoadPlan;
  /** The API calls that the load makes at least. */
  readonly calls?: number;
  /** `typed`: with the name of the org. Missing when the policy forbids the load. */
  readonly question?: { readonly confirm: boolean; readonly typed: boolean };
}

/** Throws when the org cannot be asked. */
export async function dryRun(spec: LoadSpec, deps: DryRunDeps, task: Task): Promise<DryRun> {
  const { file, object, operation, orgId } = spec;
  const { files, sha256 } = deps;
  const answerLookup = (question: LookupQuestion): Promise<LookupAnswers> => deps.answerLookup(spec, question, task);
  const place = { files: withoutWriting(files), folder: file, sha256, answerLookup };
  const read = await tried(planLoad(spec, place, task), 'input.');
  const plan = 'value' in read ? read.value : undefined;
  const described = await tried(deps.describe(orgId, object, task), 'request.notFound');
  const found = 'value' in described ? checkFields(spec, plan?.columns ?? [], described.value) : undefined;
  const wrong =
    plan && 'value' in described
      ? await findWrongCells(spec, { plan, fields: described.value.fields, files }, task.signal)
      : undefined;
  const failsAll = plan !== undefined && wrong !== undefined && wrong.rows > 0 && wrong.rows >= plan.records;
  const write = { operations: [operation], objects: [object], ...(plan && { rows: plan.records }) };
  const asked = plan && (await tried(deps.questionFor(orgId, write), 'policy.'));
  return {
    ...(plan && { plan, calls: callsOf(plan) }),
    ...(asked && 'value' in asked && asked.value && { question: asked.value }),
    problems: [read, described, asked]
      .flatMap((one) => (one && 'problem' in one ? [one.problem] : []))
      .concat(found?.problems ?? [], failsAll ? wrong.found : []),
    warnings: plan ? [...(found?.warnings ?? []), ...(failsAll ? [] : (wrong?.found ?? []))] : [],
  };
}

type Tried<T> = { readonly value: T } | { readonly problem: ErrorData };

/** Errors whose code begins so are what the dry run looks for. */
async function tried<T>(work: Promise<T>, codes: string): Promise<Tried<T>> {
  try {
    return { value: await work };
  } catch (thrown) {
    const error = toSalesforceError(thrown);
    if (isCanceled(thrown) || !error.code.startsWith(codes)) throw thrown;
    return { problem: toErrorData(error) };
  }
}

/** Create, upload, look, close, look until it has finished, and the three lists of results. */
const callsPerBulkJob = 8;

/** Without a bulk job, the fields of the object are asked for once. */
const callsOf = ({ route, parts }: LoadPlan): number =>
  route?.calls === undefined ? sentParts(parts).length * callsPerBulkJob : route.calls + 1;

/** What a load copies is read while it is copied, so the copy itself is not needed. */
function withoutWriting(files: Files): Files {
  const nothing = (): Promise<void> => Promise.resolve();
  const writer: FileWriter = { write: nothing, close: nothing, discard: nothing };
  return { ...files, write: () => Promise.resolve(writer), remove: nothing };
}
