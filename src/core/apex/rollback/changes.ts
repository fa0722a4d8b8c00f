// What code did, from its debug log: DML by object and operation, who did it, and what no rollback takes back.
// The log has the number of rows of each DML statement, not their values, and not whether single rows failed.

export interface DmlChange {
  /** As the log names it, for example `Insert`. */
  readonly operation: string;
  readonly object: string;
  /** All rows of all statements. */
  readonly rows: number;
  readonly statements: number;
  /** The trigger or the flow; missing for the code and the classes that it calls. */
  readonly by?: string;
}

/** What the limits at the end of the log say was used, in all namespaces together. Callouts also have lines. */
export interface UsedLimits {
  /** DML statements that published events immediately. */
  readonly immediateEvents: number;
  /** Calls that send emails, which Salesforce sends after the transaction. */
  readonly emails: number;
  readonly futureCalls: number;
  readonly queueableJobs: number;
}

export interface RunChanges {
  /** In the order in which they came first. */
  readonly dml: readonly DmlChange[];
  /** How often code went back to a savepoint of its own: rows from before that are in `dml`, too. */
  readonly savepointRollbacks: number;
  /** From the lines of the log or from its limits, whichever has more. A log without limits may have too few. */
  readonly callouts: number;
  /** Missing when the log does not have them. */
  readonly used?: UsedLimits;
  /** Lines are missing: Salesforce left them out, so there may have been more. */
  readonly isCut: boolean;
}

const eventLine = /^[\d:.]+ \(\d+\)\|([A-Z_]+)(?:\|(.*))?$/;
const cutLine =
  /^\*+ (?:Skipped [\d,.]+ bytes of detailed log|MAXIMUM DEBUG LOG SIZE REACHED)|MAXIMUM DEBUG LOG SIZE REACHED \*+$/;

export function changesIn(log: string): RunChanges {
  const dml = new Map<string, DmlChange>();
  const units: string[] = [];
  let savepointRollbacks = 0;
  let callouts = 0;
  for (const line of log.split(/\r?\n/)) {
    const [, type, rest = ''] = eventLine.exec(line) ?? [];
    if (type === 'CODE_UNIT_STARTED') units.push(unitOf(rest));
    else if (type === 'CODE_UNIT_FINISHED') units.pop();
    else if (type === 'SAVEPOINT_ROLLBACK') savepointRollbacks += 1;
    else if (type === 'CALLOUT_REQUEST') callouts += 1;
    else if (type === 'DML_BEGIN')
      add(
        dml,
        rest,
        units.findLast((unit) => unit !== ''),
      );
  }
  const limits = limitsIn(log);
  return {
    dml: [...dml.values()],
    savepointRollbacks,
    callouts: Math.max(limits?.callouts ?? 0, callouts),
    ...(limits && { used: limits.used }),
    isCut: log.split('\n').some((line) => cutLine.test(line.trimEnd())),
  };
}

function add(dml: Map<string, DmlChange>, rest: string, by: string | undefined): void {
  const [, operation = '', object = '', rows = ''] = /\|Op:([^|]*)\|Type:([^|]*)\|Rows:(\d+)/.exec(rest) ?? [];
  if (object === '') return;
  const key = [operation, object, by].join('|');
  const before = dml.get(key);
  dml.set(key, {
    operation,
    object,
    rows: (before?.rows ?? 0) + Number(rows),
    statements: (before?.statements ?? 0) + 1,
    ...(by !== undefined && { by }),
  });
}

/** The trigger or flow of a code unit; empty for any other, such as the code itself. */
function unitOf(rest: string): string {
  const name = rest.split('|').find((part) => / on \w+ trigger event /.test(part) || /^(?:Flow|Workflow):/.test(part));
  return name?.replace(/^(\w[\w.]*) on (\w+) trigger event \w+$/, '$1') ?? '';
}

interface Limits {
  readonly callouts: number;
  readonly used: UsedLimits;
}

type Counts = Record<keyof typeof labels, number>;

const labels = {
  callouts: 'Number of callouts',
  immediateEvents: 'Number of Publish Immediate DML',
  emails: 'Number of Email Invocations',
  futureCalls: 'Number of future calls',
  queueableJobs: 'Number of queueable jobs added to the queue',
};

/** Each namespace has its own list, which may be in the log several times. */
function limitsIn(log: string): Limits | undefined {
  const lists = new Map<string, Counts>();
  for (const [, namespace = '', list = ''] of log.matchAll(
    /\|LIMIT_USAGE_FOR_NS\|([^|\n]*)\|\r?\n((?:[ \t].*(?:\n|$))+)/g,
  )) {
    const counts = mapLabels((label) => Number(new RegExp(`${label}: (\\d+) out of`).exec(list)?.[1] ?? 0));
    const before = lists.get(namespace);
    lists.set(namespace, before ? mapLabels((_, name) => Math.max(before[name], counts[name])) : counts);
  }
  if (lists.size === 0) return undefined;
  const { callouts, ...used } = mapLabels((_, name) => [...lists.values()].reduce((sum, one) => sum + one[name], 0));
  return { callouts, used };
}

const mapLabels = (toCount: (label: string, name: keyof Counts) => number): Counts => ({
  callouts: toCount(labels.callouts, 'callouts'),
  immediateEvents: toCount(labels.immediateEvents, 'immediateEvents'),
  emails: toCount(labels.emails, 'emails'),
  futureCalls: toCount(labels.futureCalls, 'futureCalls'),
  queueableJobs: toCount(labels.queueableJobs, 'queueableJobs'),
});
