// The writer of the command line: nothing that it is given steers a terminal, and data for programs keeps its bytes.
import assert from 'node:assert/strict';
import { PassThrough, Writable } from 'node:stream';
import fc from 'fast-check';
import { OutputClosed } from '../../../src/cli/closedOutput';
import { shorten, toJson, toJsonLines, withSymbols } from '../../../src/cli/symbols';
import { createTerminal, type Terminal } from '../../../src/cli/terminal';

interface Stage {
  readonly terminal: Terminal;
  readonly type: (text: string) => void;
  /** Ctrl+D. */
  readonly endInput: () => void;
  /** What arrived on stdout and stderr together. */
  readonly shown: () => string;
  readonly detach: AbortController;
}

function stageOf(isTTY: boolean, columns = 40): Stage {
  const parts: string[] = [];
  const streamOf = (more: object): PassThrough & { readonly isTTY: boolean } =>
    Object.assign(new PassThrough(), { isTTY, ...more });
  const stdin = streamOf({});
  const outputs = { stdout: streamOf({ columns }), stderr: streamOf({ columns }) };
  for (const output of Object.values(outputs)) output.on('data', (chunk) => parts.push(String(chunk)));
  const detach = new AbortController();
  const terminal = createTerminal({ stdin, ...outputs }, detach.signal);
  return {
    terminal,
    type: (typed) => stdin.write(typed),
    endInput: () => stdin.end(),
    shown: () => parts.join(''),
    detach,
  };
}

/** What reaches a terminal must be free of all of these; a line feed is only ours. */
const steering = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/;

const attacks = [
  ['the title of the window', '\u001B]0;owned\u0007', '␛]0;owned␇'],
  ['the line above', '\u001B[1A\u001B[2Kgone', '␛[1A␛[2Kgone'],
  ['the start of the line', 'bad\rgood', 'bad␍good'],
  ['the next line', 'bad\nCompleted', 'bad␊Completed'],
  ['a command of one byte', '\u009B2K', '[U+009B]2K'],
  ['the character before', 'ab\b\u007F', 'ab␈␡'],
  ['the direction of text', 'invoice\u202Evsc.exe\u2066', 'invoice[U+202E]vsc.exe[U+2066]'],
  ['lines of Unicode', 'a\u2028b\u2029c\u0085d', 'a[U+2028]b[U+2029]c[U+0085]d'],
  ['hidden text', '\u001B[8mx\u001B[0m\u0000', '␛[8mx␛[0m␀'],
  ['a name into one that looks alike', 'pay\u200Bpal\u{E0041}', 'pay[U+200B]pal[U+E0041]'],
] as const;

describe('stdout', () => {
  const failing = (code: string): Terminal => {
    const stdout = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error(`${code}: it did not work`), { code })),
    });
    return createTerminal(
      { stdin: new PassThrough(), stdout, stderr: new PassThrough() },
      new AbortController().signal,
    );
  };

  it('that does not take everything is an error, so that a cut file is not called complete', async () => {
    for (const code of ['ENOSPC', 'EIO', 'EFBIG']) {
      const terminal = failing(code);
      const printed = terminal.out(['a']).then(terminal.flush);
      await assert.rejects(printed, { code: 'input.cannotWrite', message: new RegExp(code) });
      await assert.rejects(terminal.data('b'), { code: 'input.cannotWrite' });
    }
  });

  it('whose reader has ended is only a reason to stop', async () => {
    const terminal = failing('EPIPE');
    await assert.rejects(terminal.out(['a']).then(terminal.flush), OutputClosed);
  });
});

describe('text on a terminal', () => {
  for (const [what, attack, symbols] of attacks)
    it(`cannot change ${what}`, async () => {
      const { terminal, shown } = stageOf(true);
      await terminal.out([attack]);
      await terminal.data(attack);
      terminal.err([attack]);
      assert.equal(shown(), `${symbols}\n`.repeat(3));
    });

  it('is free of control characters whatever it is, and keeps letters of all scripts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 0x30ff })), (codes) => {
        const shown = withSymbols(String.fromCodePoint(...codes));
        assert.doesNotMatch(shown, /\n/);
        assert.doesNotMatch(shown, steering);
      }),
    );
    assert.equal(withSymbols('Zoë 表示 שלום 👩‍👩‍👧 ␛'), 'Zoë 表示 שלום 👩‍👩‍👧 ␛');
  });

  it('is written as it is for programs if it is data, and only then', async () => {
    const { terminal, shown } = stageOf(false);
    await terminal.data('a\u001B[2K\r\u009Bb');
    await terminal.out(['a\u001B[2K']);
    assert.equal(shown(), 'a\u001B[2K\r\u009Bb\na␛[2K\n');
  });

  it('is redrawn only within its line, and what follows begins on a new one', async () => {
    const { terminal, shown } = stageOf(true, 10);
    terminal.live?.redraw('0123456789 too long');
    terminal.live?.redraw('x\u001B[1A');
    terminal.err(['done']);
    terminal.err(['more']);
    assert.equal(terminal.live?.columns(), 10);
    assert.equal(shown(), '\r\u001B[2K012345678\r\u001B[2Kx␛[1A\ndone\nmore\n');
  });

  it('has 80 columns in a terminal without a size', () => {
    const { terminal, shown } = stageOf(true, 0);
    assert.deepEqual([terminal.live?.columns(), terminal.screen?.columns(), terminal.prompt?.columns()], [80, 80, 80]);
    terminal.live?.redraw('x'.repeat(100));
    assert.equal(shown(), `\r\u001B[2K${'x'.repeat(79)}`);
  });

  it('is not redrawn where there is no terminal, and no question is asked there', () => {
    const { live, prompt } = stageOf(false).terminal;
    assert.deepEqual([live, prompt], [undefined, undefined]);
  });
});

describe('JSON of the command line', () => {
  for (const [what, attack] of attacks)
    it(`has ${what} only as an escape, with the same value`, () => {
      const value = { [attack]: [attack] };
      for (const json of [toJson(value), ...toJsonLines(value)]) {
        assert.doesNotMatch(json, steering);
        assert.equal(withSymbols(json), json);
      }
      assert.deepEqual(JSON.parse(toJson(value)), value);
      assert.deepEqual(JSON.parse(toJsonLines(value).join('\n')), value);
    });
});

describe('a question on a terminal', () => {
  const signal = new AbortController().signal;

  it('is shown as symbols, and gives what was typed', async () => {
    const { terminal, type, shown } = stageOf(true);
    const answer = terminal.prompt?.ask(['a\r\u001B[Kb\n', 'Continue?\u009B'], signal);
    type('yes\n');
    assert.equal(await answer, 'yes');
    terminal.err(['next']);
    assert.equal(shown(), 'a␍␛[Kb␊\nContinue?[U+009B] next\n');
  });

  it('ends without an answer when stdin ends, as does the next one, and what follows begins on a new line', async () => {
    const { terminal, endInput, shown } = stageOf(true);
    const answer = terminal.prompt?.ask(['Continue?'], signal);
    endInput();
    assert.equal(await answer, '');
    assert.equal(await terminal.prompt?.ask(['Really?'], signal), '');
    terminal.err(['Not confirmed.']);
    assert.equal(shown(), 'Continue? \nReally? \nNot confirmed.\n');
  });

  it('ends with the wish to detach, and what follows begins on a new line', async () => {
    const { terminal, shown, detach } = stageOf(true);
    const answer = terminal.prompt?.ask(['Continue?'], signal);
    detach.abort(new Error('enough'));
    await assert.rejects(async () => answer, { name: 'AbortError' });
    terminal.err(['Aborted.']);
    assert.equal(shown(), 'Continue? \nAborted.\n');
  });
});

describe('a shortened name', () => {
  it('is as wide as allowed at most, and keeps its start and its end', () => {
    assert.equal(shorten('/data/accounts.csv', 18), '/data/accounts.csv');
    assert.equal(shorten('/data/accounts.csv', 11), '/data…s.csv');
    assert.equal(shorten('表表表表表', 7), '表…表');
  });

  it('counts a symbol by its width', () => {
    assert.equal(shorten('a\u001Bb', 3), 'a␛b');
    assert.equal(shorten(`a${'\n'.repeat(50)}b`, 5), 'a␊…␊b');
  });
});
