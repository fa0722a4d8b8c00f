// Times and numbers as the rows of the views say them.
import { strict as assert } from 'node:assert';
import '../../../fakes/vscode';
import { formatStart } from '../../../../src/extension/words/quantities';

/** The space before AM and PM depends on the version of Node. */
const plainSpaces = (text: string): string => text.replace(/\s/g, ' ');

describe('the start of a job', () => {
  it('is a time of day, with the date unless it is today', () => {
    const noon = new Date();
    noon.setHours(12, 21, 30, 0);
    assert.equal(plainSpaces(formatStart(noon.getTime())), '12:21 PM');
    assert.equal(plainSpaces(formatStart(new Date(2020, 0, 5, 20, 21).getTime())), 'Jan 5, 8:21 PM');
  });
});
