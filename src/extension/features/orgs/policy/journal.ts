// The journal of writes as a page to read: newest first, in columns, the hash of the input last.
import { l10n } from 'vscode';
import type { Core, Org, WriteEntry, WriteOutcome } from '../../../../core/core';
import { formatCount } from '../../../words/quantities';
import type { Reports } from '../../../host/reports';

/** As many as somebody may scroll through. */
const mostEntries = 5000;

/** Of one organization, or of all. */
export async function showJournal(
  org: Org | undefined,
  { writes }: Pick<Core, 'writes'>,
  reports: Reports,
): Promise<void> {
  const organization = org?.orgId.split('-')[0];
  const entries = await writes.list({
    limit: mostEntries,
    ...(organization !== undefined && { orgId: organization }),
  });
  const title = org ? l10n.t('Write journal of {0}', org.label) : l10n.t('Write journal');
  await reports.show({
    id: `writes-${organization ?? 'all'}`,
    name: `${title}.txt`,
    text: journalText(title, entries, Date.now()),
  });
}

/** `now` in milliseconds since 1970. */
export function journalText(title: string, entries: readonly WriteEntry[], now: number): string {
  const count = entries.length === 1 ? l10n.t('1 write') : l10n.t('{0} writes', formatCount(entries.length));
  const head = `${title} · ${count} · ${l10n.t('as of {0}', timeOf(now))}`;
  if (entries.length === 0)
    return `${head}\n\n${l10n.t('Nothing has been written to Salesforce from this computer yet.')}\n`;
  const header = [
    ...[l10n.t('When'), l10n.t('Org'), l10n.t('Operation'), l10n.t('Object'), l10n.t('Rows'), l10n.t('Outcome')],
    ...[l10n.t('Who'), l10n.t('From'), l10n.t('Hash of the input (SHA-256)')],
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
  return `${head}\n\n${inColumns([header, ...rows], 4)}\n`;
}

/** Local time, in the form that sorts. */
function timeOf(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ');
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

function outcomeOf({ outcome, counts, reason }: WriteEntry): string {
  const word = outcomeWord(outcome);
  if (reason !== undefined) return `${word} (${reasonInWords(reason)})`;
  if (!counts || outcome === 'completed') return word;
  const parts = [
    [l10n.t('succeeded'), counts.succeeded],
    [l10n.t('failed'), counts.failed],
    [l10n.t('unprocessed'), counts.unprocessed],
  ] as const;
  const said = parts.filter(([, value]) => value > 0).map(([name, value]) => `${formatCount(value)} ${name}`);
  return said.length > 0 ? `${word}: ${said.join(', ')}` : word;
}

/** The rules of the policy in words; any other code is what docs and logs call it. */
function reasonInWords(code: string): string {
  switch (code) {
    case 'policy.readOnly':
      return l10n.t('the org is read-only');
    case 'policy.rows':
      return l10n.t('more rows than allowed');
    case 'policy.object':
      return l10n.t('a protected object');
    case 'policy.unknownWrite':
      return l10n.t('objects or rows cannot be told');
    case 'policy.declined':
      return l10n.t('nobody agreed');
    case 'policy.wrongName':
      return l10n.t('another name was typed');
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
