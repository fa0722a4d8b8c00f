// The completion of commands, options and values, as each shell on this computer offers it.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandNames } from '../../../src/cli/commandRows';

const printScript = (shell: string): string =>
  execFileSync(process.execPath, [join(process.cwd(), 'dist', 'kinetic.js'), 'completion', shell], {
    encoding: 'utf8',
  });

const scripts = new Map<string, string>();

function script(shell: string): string {
  const known = scripts.get(shell) ?? printScript(shell);
  scripts.set(shell, known);
  return known;
}

/** A line that is typed, and what is offered for its last word. */
interface Typed {
  readonly line: string;
  readonly offers: readonly string[];
}

const file = 'my accounts.csv';

/** The same in every shell. */
const typed: readonly Typed[] = [
  { line: 'kinetic re', offers: ['resume', 'retry'] },
  { line: 'kinetic load --co', offers: ['--collections-up-to', '--confirm-org'] },
  { line: 'kinetic query --ov', offers: [] },
  { line: 'kinetic load --api b', offers: ['bulk'] },
  { line: 'kinetic query -r ', offers: ['csv', 'human', 'json'] },
  { line: 'kinetic completion z', offers: ['zsh'] },
  { line: 'kinetic help che', offers: ['check'] },
  { line: 'kinetic apex r', offers: ['rest', 'run'] },
  { line: 'kinetic apex run my', offers: [file] },
  { line: 'kinetic load my', offers: [file] },
  { line: 'kinetic load --file my', offers: [file] },
  { line: 'kinetic query load --res', offers: ['--result-format'] },
];

const words = (text: string): readonly string[] => text.split(/\r?\n/).filter(Boolean).sort();

const runIn = (folder: string, shell: string, words: readonly string[], env: NodeJS.ProcessEnv = {}): string =>
  execFileSync(shell, words, { encoding: 'utf8', cwd: folder, env: { ...process.env, ...env }, timeout: 30_000 });

/** Asks in its folder. */
type Ask = (folder: string, line: string) => readonly string[];

/** Bash itself offers files, where the reply is empty and the option “default” is still on. */
const bash: Ask = (folder, line) => {
  const quoted = line.split(' ').map((word) => `'${word}'`);
  const ask = [
    'compopt() { files=; }; files=yes',
    `COMP_WORDS=(${quoted.join(' ')}); COMP_CWORD=${quoted.length - 1}; _kinetic`,
    `[ "\${#COMPREPLY[@]}" = 0 ] && [ "$files" ] && compgen -f -- ${quoted.at(-1) ?? ''}`,
    'printf "%s\\n" "${COMPREPLY[@]}"',
  ].join('\n');
  return words(runIn(folder, 'bash', ['-c', `${script('bash')}\n${ask}`]));
};

/** A shell in a terminal of its own prints what a Tab adds, between two lines, and ends. */
const zsh: Ask = (folder, line) => {
  const start = `
    autoload -Uz compinit && compinit -u -d '${folder}/.zcompdump'
    source '${folder}/_kinetic'
    compadd() {
      if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
      local -a found
      builtin compadd -A found "$@"
      local code=$?
      builtin compadd "$@"
      (( $#found )) && print -rl -- $found
      return code
    }
    opened() { print -r -- "<<<"; }
    closed() { print -r -- ">>>"; exit; }
    compprefuncs=(opened); comppostfuncs=(closed)
    bindkey '^I' complete-word
    PROMPT= COLUMNS=500
    print -r -- "rea""dy"`;
  writeFileSync(join(folder, '_kinetic'), script('zsh'));
  writeFileSync(join(folder, 'start.zsh'), start);
  const drive = `
    zmodload zsh/zpty
    zpty shell zsh -f -i
    zpty -w shell 'source ./start.zsh'
    while zpty -r shell piece && [[ $piece != *ready* ]]; do :; done
    zpty -w -n shell "$LINE"$'\\t'
    while zpty -r shell piece; do print -rn -- "$piece"; done`;
  const printed = runIn(folder, 'zsh', ['-f', '-c', drive], { LINE: line, TERM: 'dumb' });
  assert.match(printed, /<<<[^]*>>>/, printed);
  return words((/<<<([^]*)>>>/.exec(printed)?.[1] ?? '').replaceAll('\\', ''));
};

const fish: Ask = (folder, line) => {
  const ask = `${script('fish')}\ncomplete -C '${line}'`;
  const printed = runIn(folder, 'fish', ['--no-config', '-c', ask]);
  return words(printed.replace(/\t.*/g, ''));
};

/** PowerShell quotes a name with blanks, and completes files where the script offers nothing. */
const pwsh: Ask = (folder, line) => {
  const ask = `${script('pwsh')}\n(TabExpansion2 '${line}' ${line.length}).CompletionMatches.CompletionText`;
  const printed = runIn(folder, 'pwsh', ['-NoProfile', '-Command', ask]);
  return words(printed.replaceAll(/['&]|\.[\\/]/g, ''));
};

describe('the completion', function () {
  this.timeout(120_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'kinetic-completion-'));
    writeFileSync(join(folder, file), '');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [shell, ask] of Object.entries({ bash, zsh, fish, pwsh }))
    it(`offers commands, options, values and files in ${shell}`, function () {
      if (spawnSync(shell, ['--version']).status !== 0) {
        console.log(`      Skipped: there is no ${shell} on this computer.`);
        this.skip();
      }
      for (const { line, offers } of typed)
        assert.deepEqual({ line, offers: ask(folder, line) }, { line, offers: [...offers].sort() });
    });

  it('has every command in the script of each shell', () => {
    for (const shell of ['bash', 'zsh', 'fish', 'pwsh'])
      for (const name of commandNames) assert.match(script(shell), new RegExp(`\\b${name}\\b`), `${shell}: ${name}`);
  });

  it('is plain ASCII for PowerShell, which may read the script in an old code page', () => {
    assert.doesNotMatch(script('pwsh'), /[^\n\x20-\x7E]/);
  });
});
