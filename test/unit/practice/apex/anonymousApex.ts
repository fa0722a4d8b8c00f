// Runs anonymous Apex against an org with sample records, without a server.
import { Apex, type AnonymousResult } from '../../../../src/practice/apex/apex';
import type { Levels } from '../../../../src/practice/apex/log/levels';
import { createOrg, type Org } from '../../../../src/practice/org/org';
import { Schema } from '../../../../src/practice/data/schema';
import { toolingObjects } from '../../../../src/practice/tooling/objects';
import { ToolingStore } from '../../../../src/practice/tooling/toolingStore';
import { seed } from '../../../../src/practice/seed/seed';

export interface AnonymousApex {
  readonly org: Org;
  /** The texts of System.debug. Throws the compile error or the exception. */
  readonly debugged: (code: string) => Promise<string[]>;
  /** The compile error with its place, or the exception with its stack. */
  readonly failure: (code: string) => Promise<string>;
  readonly run: (code: string, levels?: Levels) => Promise<{ readonly result: AnonymousResult; readonly log: string }>;
  readonly close: () => void;
}

export function startApex(): AnonymousApex {
  const org = createOrg({ now: () => Date.UTC(2026, 1, 18, 9, 30) });
  seed(org, { accounts: 5 });
  const schema = new Schema(toolingObjects, org.now, org.codeSchema);
  const store = new ToolingStore(
    schema,
    org.store,
    toolingObjects.map(({ name }) => name),
  );
  const apex = new Apex(org, { ...org, schema, store }, { levelsFor: () => undefined, keep: () => '' });
  org.triggers.runtime = apex;
  const run: AnonymousApex['run'] = (code, levels = { APEX_CODE: 'DEBUG' }) =>
    apex.executeAnonymous(code, { userId: org.adminUserId, levels });
  const failure: AnonymousApex['failure'] = async (code) => {
    const { result } = await run(code);
    if (!result.compiled) return `${result.line}:${result.column} ${result.compileProblem ?? ''}`;
    return `${result.exceptionMessage ?? ''} | ${result.exceptionStackTrace ?? ''}`;
  };
  const debugged: AnonymousApex['debugged'] = async (code) => {
    const { result, log } = await run(code);
    if (!result.success) throw new Error(await failure(code));
    return log
      .split(/\n(?=\d\d:\d\d:\d\d)/)
      .flatMap((line) => /\|USER_DEBUG\|\[\d+\]\|\w+\|([\s\S]*)/.exec(line)?.[1]?.trimEnd() ?? []);
  };
  return { org, run, debugged, failure, close: () => apex.close() };
}
