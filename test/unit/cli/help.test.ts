// The help of the command line: one screen a command, made from the rows that the parser uses.
import assert from 'node:assert/strict';
import { parseCommand } from '../../../src/cli/arguments';
import { commandNames, commandRow } from '../../../src/cli/commandRows';
import { optionRows } from '../../../src/cli/optionRows';

const helpIn = (columns: number, ...words: readonly string[]): string => {
  const command = parseCommand(words, columns);
  return command.name === 'help' ? command.text : assert.fail(command.name);
};
const helpOf = (...words: readonly string[]): string => helpIn(80, ...words);

describe('the help of the command line', () => {
  it('lists every command, the variables and the exit codes', () => {
    const text = helpOf('--help');
    for (const name of commandNames)
      assert.match(text, new RegExp(`^  ${name} .*${commandRow(name).summary.slice(0, 20)}`, 'm'));
    for (const name of ['SF_ACCESS_TOKEN', 'SF_TARGET_ORG', 'KINETIC_HOME', 'KINETIC_LOG', 'NO_COLOR', 'HTTPS_PROXY'])
      assert.ok(text.includes(name), name);
    assert.match(text, /^ {2}124 /m);
    assert.equal(helpOf(), text);
    assert.equal(helpOf('help'), text);
  });

  for (const name of commandNames)
    it(`has each option of ${name}, two examples that can be parsed, and fits 80 columns`, () => {
      const text = helpOf(name, '--help');
      assert.equal(helpOf('help', name), text);
      for (const option of commandRow(name).options) assert.ok(text.includes(`--${option}`), option);
      for (const line of text.split('\n')) assert.ok(line.length <= 80, line);
      assert.ok(commandRow(name).examples.length >= 2);
      for (const [example] of commandRow(name).examples) {
        const words = /kinetic (.*?)(?: [|>]|\)$|$)/.exec(example)?.[1] ?? '';
        const parts = Array.from(words.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, plain]) => quoted ?? plain ?? '');
        assert.equal(parseCommand(parts).name, name, example);
      }
    });

  it('begins with the options of the command, and ends with where to find the exit codes', () => {
    for (const name of commandNames) {
      const text = helpOf('help', name);
      assert.equal(/^[A-Z][a-z]+:$/m.exec(text.slice(text.indexOf('\n')))?.[0], 'Options:', name);
      assert.match(text, /\nFor exit codes and environment variables, run: kinetic --help$/);
    }
  });

  it('fits narrow and wide terminals for all commands together, with the same words', () => {
    const wordsIn = (columns: number): readonly string[] => helpIn(columns, '--help').split(/\s+/);
    for (const columns of [60, 80, 160]) {
      for (const line of helpIn(columns, '--help').split('\n')) assert.ok(line.length <= columns, line);
      assert.deepEqual(wordsIn(columns), wordsIn(80));
    }
  });

  it('names no option that does not exist', () => {
    const known = new Set(
      Object.entries(optionRows)
        .flatMap(([name, { aliases = [] }]) => [name, ...aliases])
        .concat('help', 'version'),
    );
    const texts = [helpOf('--help'), ...commandNames.map((name) => helpOf('help', name))].join('\n');
    const named = [...texts.matchAll(/--([a-z][a-z-]+)/g)].map(([, name = '']) => name);
    assert.deepEqual(
      named.filter((name) => !known.has(name)),
      [],
    );
  });

  it('rejects the help of a command that does not exist', () =>
    assert.throws(() => parseCommand(['help', 'loat']), { message: /“loat” is not a command\. Did you mean load\?/ }));
});
