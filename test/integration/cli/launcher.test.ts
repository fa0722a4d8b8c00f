// The launcher that VS Code puts on the PATH of its terminals.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };

(process.platform === 'win32' ? describe.skip : describe)(
  'the launcher of the command line (needs a POSIX shell)',
  () => {
    let folder: string;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'kinetic-launcher-'));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    /** As a shell finds it on the PATH, in another folder. */
    const run = (words: readonly string[], env: Readonly<Record<string, string>>) =>
      spawnSync('sh', ['-c', `kinetic ${words.join(' ')}`], { cwd: folder, encoding: 'utf8', env });
    const bin = resolve('bin');

    it('runs with the program that VS Code names, as Node, and passes on the exit code', () => {
      const seen = join(folder, 'seen.txt');
      const program = join(folder, 'program of VS Code');
      writeFileSync(
        program,
        `#!/bin/sh\nprintf '%s' "$ELECTRON_RUN_AS_NODE" > '${seen}'\nexec '${process.execPath}' "$@"\n`,
      );
      chmodSync(program, 0o755);
      const env = { PATH: `${bin}${delimiter}/usr/bin${delimiter}/bin`, KINETIC_NODE: program, HOME: folder };
      assert.equal(run(['--version'], env).stdout.trim(), version);
      assert.equal(readFileSync(seen, 'utf8'), '1');
      assert.equal(run(['nonsense'], env).status, 2);
    });

    it('runs with the Node on the PATH when that program is gone', () => {
      const path = [bin, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter);
      const { stdout } = run(['--version'], { PATH: path, KINETIC_NODE: join(folder, 'gone'), HOME: folder });
      assert.equal(stdout.trim(), version);
      assert.ok(existsSync(join(bin, 'kinetic')));
    });
  },
);

/** No cmd.exe runs here, so its text is held to the rules by which cmd.exe reads it. */
describe('the launcher for Windows', () => {
  const text = readFileSync(join('bin', 'kinetic.cmd'), 'latin1');
  const lines = text.split('\r\n');
  const commands = lines.filter((line) => line !== '' && !line.startsWith('rem '));
  const indexOf = (start: string): number => commands.findIndex((line) => line.startsWith(start));

  it('is ASCII with CRLF: cmd.exe misses labels after LF alone, and reads other characters in an old code page', () => {
    assert.match(text, /^[\r\n\x20-\x7E]*$/);
    assert.doesNotMatch(text, /[^\r]\n/);
  });

  it('keeps its variables to itself, and exclamation marks in paths and arguments as they are', () => {
    assert.deepEqual(commands.slice(0, 2), ['@echo off', 'setlocal EnableExtensions DisableDelayedExpansion']);
    assert.ok(!commands.some((line) => line.includes('!')));
  });

  it('quotes every path, so that blanks and & in it stay part of it, and assigns in quotes', () => {
    for (const line of commands) {
      const unquoted = line.replace(/"[^"]*"/g, '');
      assert.doesNotMatch(unquoted, /["&|<>^]/, line);
      assert.doesNotMatch(unquoted.replace('%*', '').replace('%ERRORLEVEL%', ''), /%/, line);
      for (const [, quote] of line.matchAll(/\bset (.)/g)) assert.equal(quote, '"', line);
    }
  });

  it('passes all arguments on as they were typed, and then the exit code', () => {
    const program = indexOf('"%KINETIC_NODE%"');
    assert.equal(commands[program], '"%KINETIC_NODE%" "%KINETIC_BIN%..\\dist\\kinetic.js" %*');
    assert.equal(commands[program + 1], 'exit /b %ERRORLEVEL%');
    assert.ok(indexOf('set "ERRORLEVEL="') < program, 'a variable with this name hides the exit code');
    assert.ok(existsSync(join('bin', '..', 'dist', 'kinetic.js')));
  });

  it('finds its own folder in a subroutine only, where it is not the current one', () => {
    const label = indexOf(':locate');
    assert.ok(indexOf('call :locate') < indexOf('"%KINETIC_NODE%"') && label > indexOf('exit /b %ERRORLEVEL%'));
    assert.deepEqual(
      commands.flatMap((line, at) => (line.includes('%~') ? [at] : [])),
      [label + 1],
    );
  });

  it('runs the program that VS Code names as Node, else the Node on the PATH, not one in the current folder', () => {
    const choice = 'if exist "%KINETIC_NODE%" (set "ELECTRON_RUN_AS_NODE=1") else (set "KINETIC_NODE=node")';
    assert.ok(commands.includes(choice));
    assert.ok(commands.includes('set "NoDefaultCurrentDirectoryInExePath=1"'));
  });
});
