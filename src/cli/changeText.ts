// What a retry says about a file that has changed since its rows were read, and what it sends.
import { SalesforceError, type RetryOffer } from '../core/core';
import { plural } from '../shared/protocol/plural';
import { count } from './counts';

export function changeText(
  { source, differing, missing }: NonNullable<RetryOffer['change']>,
  fromFile: boolean,
): string {
  const inFile = differing > 0 ? [differingText(differing, fromFile)] : [];
  const gone = missing > 0 ? [missingText(missing)] : [];
  return [`${source} has changed since these rows were read.`, ...inFile, ...gone].join(' ');
}

/** `file`: the result file that the job wrote and a person edited. Its values come before those of the loaded file. */
export function editedText(file: string, fromFile: boolean): string {
  const text = `${file} was changed after the job wrote it. The values that are in it now are sent`;
  return fromFile ? `${text}, not those of the loaded file: --from-file has no effect.` : `${text}.`;
}

type NotCompared = NonNullable<RetryOffer['notCompared']>;

const reasons: Readonly<Record<NotCompared['reason'], string>> = {
  tooManyRows: 'only up to 100,000 rows are compared. Retry fewer at once, for example with --group or --code',
  gone: 'it is not there any more',
  unreadable: 'it cannot be loaded as it is',
  otherColumns: 'it has other columns or another delimiter',
};

/** Throws `job.notCompared` when the rows of the file were asked for. Undefined when there is nothing to say. */
export function notComparedText({ file, reason }: NotCompared, fromFile: boolean): string | undefined {
  if (fromFile) throw new SalesforceError('job.notCompared', { file, reason: reasons[reason] });
  // Where there is no file, its rows are not expected.
  if (reason === 'gone') return undefined;
  return `${file} has changed since these rows were read, and they are sent as they were: ${reasons[reason]}.`;
}

function differingText(rows: number, fromFile: boolean): string {
  if (fromFile)
    return plural(rows, {
      one: '1 row is different now; it is sent as it is now.',
      other: `${count(rows)} rows are different now; they are sent as they are now.`,
    });
  return plural(rows, {
    one: '1 row is different now; it is sent as it was. To send it as it is now, add --from-file.',
    other: `${count(rows)} rows are different now; they are sent as they were. To send them as they are now, add --from-file.`,
  });
}

const missingText = (rows: number): string =>
  plural(rows, {
    one: '1 row is no longer in the file; it is sent as it was.',
    other: `${count(rows)} rows are no longer in the file; they are sent as they were.`,
  });
