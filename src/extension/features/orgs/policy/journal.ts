// The write journal as a text document: newest first, in columns, the hash of the input last.
import { l10n } from 'vscode';
import type { Core, Org, WriteEntry, WriteOutcome } from '../../../../core/core';
import { visibleText } from '../../../../shared/visibleText';
import { plural } from '../../../words/counts';
import { formatCount } from '../../../words/quantities';
import type { Reports } from '../../../host/reports';

/** More entries than anyone scrolls through. */
const maxEntries = 5000;

/** Of one organization, or of all of them. */
export async function showJournal(
  org: Org | undefined,
  { writes }: Pick<Core, 'writes'>,
  reports: Reports,
): Promise<void> {
  const organization = org?.orgId.split('-')[0];
  const entries = await writes.list({
    limit: maxEntries,
    ...(organization !== undefined && { orgId: organization }),
  });
  const title = org ? l10n.t('Write journal of {0}', org.label) : l10n.t('Write journal');
  await reports.show({
    id: `writes-${organization ?? 'all'}`,
    name: `${title}.txt`,
    text: `${journalText(title, entries, Date.now())}${await unreadableText(writes)}`,
  });
}

/** The lines that the list lacks, after it. */
async function unreadableText(writes: Core['writes']): Promise<string> {
  const { toError, toSentence } = await import('../../../words/errors');
  const errors = await writes.unreadable();
  return errors.map((error) => `\n${visibleText(toSentence(toError(error)))}\n`).join('');
}

/** `now` in milliseconds since 1970. */
export function journalText(title: string, entries: readonly WriteEntry[], now: number): string {
  const count = l10n.t(plural(entries.length, { one: '{0} write', other: '{0} writes' }), formatCount(entries.length));
  const head = `${visibleText(title)} · ${count} · ${l10n.t('as of {0}', timeOf(now))}`;
  if (entries.length === 0)
    return `${head}\n\n${l10n.t('Nothing has been written to Salesforce from this computer yet.')}\n`;
  const header = [
    ...[l10n.t('When'), l10n.t('Org'), l10n.t('Operation'), l10n.t('Object'), l10n.t('Rows'), l10n.t('Outcome')],
    ...[l10n.t('Who'), l10n.t('From'), l10n.t('SHA-256 of the input')],
  ];
  const rows = entries.map((entry) => [
    timeOf(entry.at),
    cut(entry.orgLabel, 30),
    entry.operations.join(', '),
    cut(entry.objects?.join(', ') ?? '–', 40),
    entry.rows === undefined ? '–' : formatCount(entry.rows),
    outcomeOf(entry),
    cut(entry.user, 40),
    entry.startedBy === undefined ? entry.program : `${entry.program}: ${cut(entry.startedBy, 40)}`,
    entry.inputSha256 ?? '',
  ]);
  return `${head}\n\n${inColumns([header, ...rows.map((row) => row.map(visibleText))], 4)}\n`;
}

/** Local time in ISO order, so that it sorts. */
function timeOf(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ');
}

const cut = (text: string, maxLength: number): string =>
  text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;

function outcomeOf({ outcome, counts, reason }: WriteEntry): string {
  const word = outcomeWord(outcome);
  if (reason !== undefined) return `${word} (${reasonInWords(reason)})`;
  if (!counts || outcome === 'completed') return word;
  const rows = [
    ...(counts.succeeded > 0 ? [l10n.t('{0} succeeded', formatCount(counts.succeeded))] : []),
    ...(counts.failed > 0 ? [l10n.t('{0} failed', formatCount(counts.failed))] : []),
    ...(counts.unprocessed > 0 ? [l10n.t('{0} unprocessed', formatCount(counts.unprocessed))] : []),
    ...(counts.unknown > 0 ? [l10n.t('{0} unknown', formatCount(counts.unknown))] : []),
  ];
  return rows.length > 0 ? `${word}: ${rows.join(', ')}` : word;
}

/** The rules of the policy in words; other errors by their code, as in docs and logs. */
function reasonInWords(code: string): string {
  switch (code) {
    case 'policy.readOnly':
      return l10n.t('org is read-only');
    case 'policy.rows':
      return l10n.t('too many rows');
    case 'policy.object':
      return l10n.t('object not allowed');
    case 'policy.unknownWrite':
      return l10n.t('objects or rows unknown');
    case 'policy.declined':
      return l10n.t('not confirmed');
    case 'policy.wrongName':
      return l10n.t('wrong name typed');
    default:
      return code;
  }
}

function outcomeWord(outcome: WriteOutcome): string {
  switch (outcome) {
    case 'running':
      return l10n.t('running');
    case 'completed':
      return l10n.t('completed');
    case 'partial':
      return l10n.t('partial');
    case 'aborted':
      return l10n.t('aborted');
    case 'failed':
      return l10n.t('failed');
    case 'rejected':
      return l10n.t('rejected');
    case 'unknown':
      return l10n.t('unknown');
  }
}

/** Each column as wide as its widest cell; the one at `right` holds numbers. */
function inColumns(rows: readonly (readonly string[])[], right: number): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const pad = (cell: string, column: number): string =>
    column === right ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}
