// Puts the code of one folder into a practice org, as a deployment does: classes may refer to each other in circles.
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Apex } from '../../src/practice/apex/apex';
import { checkClass } from '../../src/practice/apex/compile/checkClass';
import { CompileError } from '../../src/practice/apex/compile/code';
import { classesIn } from '../../src/practice/apex/compile/declare';
import type { Program } from '../../src/practice/apex/program';
import type { ClassInfo } from '../../src/practice/apex/typeSystem/model';
import type { Problem } from '../../src/practice/apex/parse/tree';
import { codeTable, sourcesIn, type Source } from '../../src/practice/apex/sources';
import type { Org } from '../../src/practice/org/org';
import { addRow } from '../../src/practice/tooling/systemRows';

export interface Refused {
  readonly source: Source;
  /** At most one of each body. */
  readonly problems: readonly Problem[];
  /** The class failed only since another one did. */
  readonly isFollowing: boolean;
}

/** Without the code of the sample, so that its names are free. */
export function removeCode(org: Org): void {
  for (const object of ['ApexClass', 'ApexTrigger'] as const) removeRows(org, object, () => true);
}

function removeRows(org: Org, object: 'ApexClass' | 'ApexTrigger', isRemoved: (id: string) => boolean): void {
  const table = codeTable(org, object);
  const ids = [...table.rows()].map(({ id }) => id).filter(isRemoved);
  for (const id of ids) table.purge(table.numberOf(id));
}

/** The classes and triggers of the folder; of two with the same name only the first one by path. */
export function addCode(org: Org, folder: string): void {
  const names = new Set<string>();
  for (const path of filesBelow(folder).toSorted()) {
    const object = path.endsWith('.cls') ? 'ApexClass' : 'ApexTrigger';
    const name = basename(path).replace(/\.\w+$/, '');
    const key = `${object} ${name.toLowerCase()}`;
    if (names.has(key)) continue;
    names.add(key);
    addRow(org, object, { Name: name, Body: readFileSync(path, 'utf8'), Status: 'Active', IsValid: true });
  }
}

const isLeftOut = (name: string): boolean => name === 'node_modules' || name.startsWith('.');

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isLeftOut(entry.name) ? [] : filesBelow(path);
    return /\.(?:cls|trigger)$/.test(entry.name) ? [path] : [];
  });
}

/** Removes what does not compile, then what does not compile without it, until everything left does. */
export async function removeUncompiled(org: Org, apex: Apex): Promise<Refused[]> {
  const refused: Refused[] = [];
  for (let isFollowing = false; ; isFollowing = true) {
    const program = await apex.program();
    const failed: Refused[] = [];
    for (const source of [...sourcesIn(org, 'ApexClass'), ...sourcesIn(org, 'ApexTrigger')]) {
      const problems = await problemsOf(apex, program, source);
      if (problems.length > 0) failed.push({ source, problems, isFollowing });
    }
    if (failed.length === 0) return refused;
    refused.push(...failed);
    const ids = new Set(failed.map(({ source }) => source.id));
    for (const object of ['ApexClass', 'ApexTrigger'] as const) removeRows(org, object, (id) => ids.has(id));
  }
}

/** At most one of each body; only one when the class cannot be declared. */
async function problemsOf(apex: Apex, program: Program, source: Source): Promise<Problem[]> {
  const cls = source.kind === 'class' ? program.classes.get(source.name.toLowerCase()) : undefined;
  if (cls === undefined) {
    const { problem } = await apex.check(source);
    return problem ? [problem] : [];
  }
  const bodies = classesIn(cls).flatMap((one) => bodiesOf(program, one));
  return [() => checkClass(program, cls), ...bodies].flatMap((compile) => problemOf(compile) ?? []);
}

function bodiesOf(program: Program, cls: ClassInfo): (() => unknown)[] {
  const accessors = [...cls.fields.values()].flatMap(({ getter, setter }) => [getter, setter]);
  const methods = [...cls.methods.values()].flat().concat(
    cls.constructors,
    accessors.filter((one) => one !== undefined),
  );
  const bodies = methods.filter(({ statement }) => statement).map((method) => () => program.bodyOf(method));
  return [() => program.startOf(cls), ...bodies];
}

function problemOf(compile: () => unknown): Problem | undefined {
  try {
    compile();
    return undefined;
  } catch (error) {
    if (error instanceof CompileError) return { ...error.at, message: error.message };
    throw error;
  }
}
