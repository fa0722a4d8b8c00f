// Apex on the command line: its words, what is printed where, and the exit code.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { apexRest } from '../../../src/cli/apexRest';
import { apexRun } from '../../../src/cli/apexRun';
import { parseCommand, type CommandOf } from '../../../src/cli/arguments';
import type { Session } from '../../../src/cli/session';
import { rendered, type Line } from '../../../src/cli/style';
import { SalesforceError, type ApexResult } from '../../../src/core/core';

const apexOf = (...words: readonly string[]): CommandOf<'apex'> => {
  const command = parseCommand(['apex', ...words]);
  return command.name === 'apex' ? command : assert.fail(command.name);
};

const log = [
  '66.0 APEX_CODE,DEBUG',
  '10:00:00.1 (2000)|USER_DEBUG|[1]|DEBUG|one',
  'two',
  '10:00:00.2 (4000)|EXECUTION_FINISHED',
].join('\n');

const thrown: ApexResult = {
  compiled: true,
  success: false,
  exception: {
    message: 'System.X: no',
    stack: '',
    frames: [
      { kind: 'class', text: 'Class.A.b: line 3, column 1', name: 'A', method: 'b', line: 3, column: 1 },
      { kind: 'anonymous', text: 'AnonymousBlock: line 2, column 5', line: 2, column: 5 },
    ],
  },
  log,
};

const notCompiled: ApexResult = {
  compiled: false,
  success: false,
  problem: { message: 'Missing\n semicolon', line: 2, column: 7 },
  log: '',
};

interface Printed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly asked: readonly unknown[];
}

async function printed(words: readonly string[], answer: unknown, stdin = ''): Promise<Printed> {
  const texts = { out: '', err: '' };
  const asked: unknown[] = [];
  const append = (to: 'out' | 'err', lines: readonly Line[]): void => {
    for (const line of lines) texts[to] += `${rendered(line, false)}\n`;
  };
  const answered = (...given: readonly unknown[]): Promise<unknown> => {
    // Without the task at the end.
    asked.push(given.length > 3 ? given.slice(0, -1) : given[0]);
    return Promise.resolve(answer);
  };
  const session = {
    core: { org: () => Promise.resolve({ apex: { runAnonymous: answered, callRestService: answered } }) },
    org: { orgId: '00D-005' },
    console: {
      stdin: Readable.from([stdin]),
      out: async (lines: readonly Line[]) => append('out', lines),
      data: async (text: string) => append('out', [text]),
      err: (lines: readonly Line[]) => append('err', lines),
    },
    task: {},
  } as unknown as Session;
  const command = apexOf(...words);
  if (command.action === 'test') return assert.fail('test/integration/cli/apexTest.test.ts runs tests');
  const code = command.action === 'run' ? await apexRun(command, session) : await apexRest(command, session);
  return { code, ...texts, asked };
}

const isBadArgument = (error: unknown): boolean =>
  error instanceof SalesforceError && error.code === 'input.badArgument';

describe('kinetic apex', () => {
  it('reads what to run, and which service to call', () => {
    const output = { json: false, practice: false };
    assert.deepEqual(apexOf('run', 'a.apex', '--log'), {
      name: 'apex',
      action: 'run',
      file: 'a.apex',
      log: true,
      rollback: false,
      output,
    });
    assert.deepEqual(apexOf('rest', 'post', '/orders', '--data', '-'), {
      name: 'apex',
      action: 'rest',
      method: 'POST',
      path: '/orders',
      data: '-',
      output,
    });
  });

  const mistakes: readonly (readonly string[])[] = [
    [],
    ['walk', 'a.apex'],
    ['run'],
    ['run', 'a.apex', 'b.apex'],
    ['run', 'a.apex', '--data', 'x.json'],
    ['rest', 'GET'],
    ['rest', 'FETCH', '/orders'],
    ['rest', 'GET', '/orders', '--data', 'x.json'],
    ['rest', 'GET', '/orders', '--log'],
    ['rest', 'GET', '/orders', '--rollback'],
  ];
  for (const words of mistakes)
    it(`does not accept “apex ${words.join(' ')}”`, () => assert.throws(() => apexOf(...words), isBadArgument));
});

describe('kinetic apex run', () => {
  it('prints what the code wrote, with its lines', async () => {
    const { code, out, err, asked } = await printed(['run', '-'], { compiled: true, success: true, log }, 'one;');
    assert.deepEqual([code, out, err, asked], [0, '[1] DEBUG: one\ntwo\n', '', ['one;']]);
  });

  it('prints the whole log with --log', async () => {
    const { out } = await printed(['run', '-', '--log'], { compiled: true, success: true, log }, 'x');
    assert.equal(out, `${log}\n`);
  });

  it('prints a compile error with its place in the file, on one line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kinetic-apex-'));
    const file = join(folder, 'script.apex');
    await writeFile(file, 'x');
    const { code, out, err } = await printed(['run', file], notCompiled);
    await rm(folder, { recursive: true });
    assert.deepEqual([code, out, err], [1, '', `${file}:2:7: Missing semicolon (line 2, column 7)\n`]);
  });

  it('prints an exception with its stack, after what the code wrote', async () => {
    const { code, out, err } = await printed(['run', '-'], thrown, 'x');
    assert.deepEqual([code, out], [1, '[1] DEBUG: one\ntwo\n']);
    assert.equal(err, 'System.X: no\n  at Class.A.b: line 3, column 1\n  at stdin:2:5\n');
  });

  it('says why there is no log', async () => {
    const { code, err } = await printed(['run', '-'], { compiled: true, success: true, noLog: 'noTraceFlag' }, 'x');
    assert.match(err, /^There is no log: .*trace flag/);
    assert.equal(code, 0);
  });

  it('prints all of it as JSON, the log only when it is wanted', async () => {
    const result = JSON.parse((await printed(['run', '-', '--json'], thrown, 'x')).out) as object;
    assert.deepEqual(result, {
      outcome: 'exception',
      compiled: true,
      success: false,
      exception: thrown.exception,
      debug: [{ line: 1, level: 'DEBUG', text: 'one\ntwo' }],
      exitCode: 1,
    });
    const whole = JSON.parse((await printed(['run', '-', '--json', '--log'], notCompiled, 'x')).out) as object;
    assert.deepEqual(whole, {
      outcome: 'compileError',
      compiled: false,
      success: false,
      problem: notCompiled.problem,
      debug: [],
      log: '',
      exitCode: 1,
    });
  });

  it('sends nothing without code, and names a file that is missing', async () => {
    await assert.rejects(printed(['run', '-'], undefined, ' \n'), isBadArgument);
    await assert.rejects(
      printed(['run', join(tmpdir(), 'no such file.apex')], undefined),
      (error: unknown) => error instanceof SalesforceError && error.code === 'input.missingFile',
    );
  });
});

describe('kinetic apex rest', () => {
  it('prints the body of the answer, as it is', async () => {
    const { code, out, err, asked } = await printed(['rest', 'GET', '/a'], { status: 200, body: '{"a":1}' });
    assert.deepEqual([code, out, err, asked], [0, '{"a":1}\n', '', [['/a', 'GET', undefined]]]);
  });

  it('sends a body, and has exit code 1 for an answer that is an error', async () => {
    const { code, out, err, asked } = await printed(
      ['rest', 'POST', '/a', '--data', '-', '--json'],
      { status: 422, body: 'closed' },
      '{"b":2}',
    );
    assert.deepEqual([code, asked], [1, [['/a', 'POST', '{"b":2}']]]);
    assert.deepEqual(JSON.parse(out), { status: 422, body: 'closed', exitCode: 1 });
    assert.equal(err, 'The service answered with HTTP 422.\n');
  });
});
