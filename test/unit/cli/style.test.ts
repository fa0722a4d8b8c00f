// Colors of the command line: where they are wanted, and never from the text of others.
import assert from 'node:assert/strict';
import { firstOf, hasColors, rendered, styled } from '../../../src/cli/style';

describe('the colors of the command line', () => {
  for (const [isTerminal, environment, expected] of [
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [false, { FORCE_COLOR: '1' }, true],
    [false, { FORCE_COLOR: '' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [true, { FORCE_COLOR: 'false' }, false],
    [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  ] as const)
    it(`are ${expected ? 'on' : 'off'} ${isTerminal ? 'on a terminal' : 'in a pipe'} with ${JSON.stringify(environment)}`, () =>
      assert.equal(hasColors(isTerminal, environment), expected));

  it('surround text of ours, and what would steer the terminal in it is shown', () => {
    const line = [styled('red', 'failed\u001B[2J'), ': \u001B[1A'];
    assert.equal(rendered(line, true), '\u001B[31mfailed␛[2J\u001B[39m: ␛[1A');
    assert.equal(rendered(line, false), 'failed␛[2J: ␛[1A');
  });

  it('stay when a line is cut', () =>
    assert.equal(rendered(firstOf(['ab', styled('red', 'cd'), 'e'], 3), true), 'ab\u001B[31mc\u001B[39m'));
});
