// The check-up of an org as a page to read: first what is missing, with the way to it, then everything that was looked at.
import { env, l10n } from 'vscode';
import type {
  CheckId,
  checks,
  CheckupSummary,
  Finding,
  Org,
  setupAddress,
  summarise,
  Verdict,
} from '../../../core/core';
import { plain } from '../../host/markdown';
import { formatCount } from '../../words/quantities';
import { kindInWords } from './words';

/** What is needed of the core, which is loaded on first need. */
interface CoreTexts {
  readonly checks: typeof checks;
  readonly setupAddress: typeof setupAddress;
  readonly summarise: typeof summarise;
}

export interface CheckupPage {
  readonly org: Org;
  readonly findings: readonly Finding[];
  /** Milliseconds since 1970. */
  readonly checkedAt: number;
  /** The table of checks, and what is found in it. */
  readonly core: CoreTexts;
  readonly explain: (trouble: NonNullable<Finding['trouble']>) => string;
}

export const titleOf = ({ checks }: CoreTexts, id: CheckId): string => l10n.t(checks[id].title);

/** The one line that a notification has room for. */
export function checkupLine(org: Org, summary: CheckupSummary, core: CoreTexts): string {
  const names = (ids: readonly CheckId[]): string => ids.map((id) => titleOf(core, id)).join(', ');
  const { missing, lacking, unknown } = summary;
  if (missing.length > 0) return l10n.t('{0} lacks: {1}.', org.label, names(missing));
  if (lacking.length > 0)
    return l10n.t('{0} has what everything needs. Missing for single tasks: {1}.', org.label, names(lacking));
  if (unknown.length > 0)
    return l10n.t('{0}: nothing is missing, but this could not be found out: {1}.', org.label, names(unknown));
  return l10n.t('{0} has everything that Kinetic needs.', org.label);
}

export function checkupPage(page: CheckupPage): string {
  const { org, findings, checkedAt, core } = page;
  const open = findings.filter(({ verdict }) => verdict === 'missing' || verdict === 'low');
  const when = new Intl.DateTimeFormat(env.language, { dateStyle: 'medium', timeStyle: 'short' }).format(checkedAt);
  return [
    `# ${l10n.t('Set-up of {0}', plain(org.label))}`,
    [kindInWords(org.kind), plain(org.username), `<${org.instanceUrl}>`, l10n.t('API {0}', org.apiVersion), when].join(
      ' · ',
    ),
    `**${plain(checkupLine(org, core.summarise(findings), core))}**`,
    ...open.map((finding) => openFinding(finding, page)),
    `## ${l10n.t('Everything that was looked at')}`,
    table(page),
    l10n.t('Nothing was changed in the org. Run “Kinetic: Check Org Set-up” again after a change in Setup.'),
  ].join('\n\n');
}

function openFinding({ check: id, verdict, trouble }: Finding, { org, core, explain }: CheckupPage): string {
  const check = core.checks[id];
  const link = linkOf(id, org, core);
  const way = link === undefined ? [] : [`[${l10n.t('Open this page of Setup')}](${link})`];
  return [
    `## ${signs[verdict]} ${titleOf(core, id)}: ${verdictWord(verdict, id, core)}`,
    ...(trouble ? [plain(explain(trouble))] : []),
    [l10n.t(check.why), `${l10n.t('Where:')} ${plain(l10n.t(check.where))}`, ...way].join('\\\n'),
  ].join('\n\n');
}

function table({ findings, core, explain }: CheckupPage): string {
  const rows = findings.map((finding) => {
    const { check: id, verdict, details, trouble } = finding;
    const check = core.checks[id];
    const numbers = Object.fromEntries(
      Object.entries(details).map(([name, value]) => [name, typeof value === 'number' ? formatCount(value) : value]),
    );
    const known = check.found !== undefined && Object.keys(details).length > 0 ? l10n.t(check.found, numbers) : '';
    const said = known || (trouble && verdict === 'unknown' ? explain(trouble) : '');
    return `| ${signs[verdict]} ${verdictWord(verdict, id, core)} | ${titleOf(core, id)} | ${plain(said)} |`;
  });
  return [`| | ${l10n.t('What')} | |`, '| --- | --- | --- |', ...rows].join('\n');
}

const signs: Readonly<Record<Verdict, string>> = { ok: '✓', low: '▲', missing: '✗', unknown: '?' };

function verdictWord(verdict: Verdict, id: CheckId, { checks }: CoreTexts): string {
  switch (verdict) {
    case 'ok':
      return l10n.t('OK');
    case 'low':
      return l10n.t('nearly used up');
    case 'missing':
      return checks[id].limit === undefined ? l10n.t('missing') : l10n.t('used up');
    case 'unknown':
      return l10n.t('not to be found out');
  }
}

/** The practice org has no Setup to open. */
function linkOf(id: CheckId, { kind, instanceUrl }: Org, { checks, setupAddress }: CoreTexts): string | undefined {
  const { page } = checks[id];
  return page === undefined || kind === 'practice' ? undefined : setupAddress(instanceUrl, page);
}
