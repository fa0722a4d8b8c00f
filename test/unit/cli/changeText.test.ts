// What a retry says about a file that has changed: only what is true of its rows.
import assert from 'node:assert/strict';
import { changeText, editedText, notComparedText } from '../../../src/cli/changeText';

const text = (differing: number, missing: number, fromFile: boolean): string =>
  changeText({ source: '/a.csv', differing, missing }, fromFile);
const changed = '/a.csv has changed since these rows were read.';

describe('a changed file', () => {
  it('is said to have no different rows when it only lacks one', () =>
    assert.equal(text(0, 1, false), `${changed} 1 row is no longer in the file; it is sent as it was.`));

  it('is said to lack no rows when they only differ', () => {
    assert.equal(
      text(2, 0, false),
      `${changed} 2 rows are different now; they are sent as they were. To send them as they are now, add --from-file.`,
    );
    assert.equal(text(2, 0, true), `${changed} 2 rows are different now; they are sent as they are now.`);
  });

  it('has a sentence for each kind of change', () =>
    assert.equal(
      text(1, 2, true),
      `${changed} 1 row is different now; it is sent as it is now. 2 rows are no longer in the file; they are sent as they were.`,
    ));
});

describe('a result file that was edited', () => {
  const edited = '/failed.csv was changed after the job wrote it. The values that are in it now are sent';

  it('is said to have the values that are sent', () => assert.equal(editedText('/failed.csv', false), `${edited}.`));

  it('is said to come before the loaded file, whose values were asked for', () =>
    assert.equal(
      editedText('/failed.csv', true),
      `${edited}, not those of the loaded file: --from-file has no effect.`,
    ));
});

describe('a changed file that cannot be compared', () => {
  for (const [reason, why] of [
    ['tooManyRows', 'only up to 100,000 rows are compared. Retry fewer at once, for example with --group or --code'],
    ['unreadable', 'it cannot be loaded as it is'],
    ['otherColumns', 'it has other columns or another delimiter'],
    ['gone', 'it is not there any more'],
  ] as const)
    it(`never has other rows sent than those that were asked for: ${reason}`, () => {
      const said = notComparedText({ file: '/a.csv', reason }, false);
      assert.equal(
        said,
        reason === 'gone' ? undefined : `${changed.slice(0, -1)}, and they are sent as they were: ${why}.`,
      );
      assert.throws(() => notComparedText({ file: '/a.csv', reason }, true), {
        code: 'job.notCompared',
        message: `The rows cannot be sent as /a.csv has them now: ${why}. Nothing was sent.`,
      });
    });
});
