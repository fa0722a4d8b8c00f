// The readiness of an org as a report: first what is missing and where to add it, then every check.
import { env, l10n } from 'vscode';
import type { CheckId, checks, Finding, Org, setupAddress, summarize, Verdict } from '../../../core/core';
import { plain } from '../../host/markdown';
import { formatCount } from '../../words/quantities';
import { kindInWords } from './words';

/** The part of the core that this needs, passed in because the core is loaded on first need. */
interface CoreTexts {
  readonly checks: typeof checks;
  readonly setupAddress: typeof setupAddress;
  readonly summarize: typeof summarize;
}

export interface CheckupPage {
  readonly org: Org;
  readonly findings: readonly Finding[];
  /** Milliseconds since 1970. */
  readonly checkedAt: number;
  readonly core: CoreTexts;
  readonly explain: (error: NonNullable<Finding['error']>) => string;
}

export const titleOf = ({ checks }: CoreTexts, id: CheckId): string => l10n.t(checks[id].title);

/** The result in one line, for a notification. */
export function checkupLine({ org, findings, core, explain }: Omit<CheckupPage, 'checkedAt'>): string {
  const names = (ids: readonly CheckId[]): string => ids.map((id) => titleOf(core, id)).join(', ');
  const { missing, missingOptional, unknown, isUnchecked } = core.summarize(findings);
  const reason = findings.find(({ error }) => error)?.error;
  if (isUnchecked && reason) return l10n.t('{0} could not be checked: {1}', org.label, explain(reason));
  if (missing.length > 0) return l10n.t('{0} is not ready. Missing: {1}.', org.label, names(missing));
  if (missingOptional.length > 0)
    return l10n.t('{0} is ready. Some tasks also need: {1}.', org.label, names(missingOptional));
  if (unknown.length > 0)
    return l10n.t('{0} looks ready, but these could not be checked: {1}.', org.label, names(unknown));
  return l10n.t('{0} is ready.', org.label);
}

export function checkupPage(page: CheckupPage): string {
  const { org, findings, checkedAt } = page;
  const open = findings.filter(({ verdict }) => verdict === 'missing' || verdict === 'low');
  const when = new Intl.DateTimeFormat(env.language, { dateStyle: 'medium', timeStyle: 'short' }).format(checkedAt);
  return [
    `# ${l10n.t('Readiness of {0}', plain(org.label))}`,
    [kindInWords(org.kind), plain(org.username), `<${org.instanceUrl}>`, l10n.t('API {0}', org.apiVersion), when].join(
      ' · ',
    ),
    `**${plain(checkupLine(page))}**`,
    ...open.map((finding) => openFinding(finding, page)),
    `## ${l10n.t('All checks')}`,
    table(page),
    l10n.t(
      'The check changed nothing in the org. After you change something in Setup, run “Kinetic: Check Org Readiness” again.',
    ),
  ].join('\n\n');
}

function openFinding({ check: id, verdict, error }: Finding, { org, core, explain }: CheckupPage): string {
  const check = core.checks[id];
  const link = linkOf(id, org, core);
  const way = link === undefined ? [] : [`[${l10n.t('Open in Setup')}](${link})`];
  return [
    `## ${signs[verdict]} ${titleOf(core, id)}: ${verdictWord(verdict, id, core)}`,
    ...(error ? [plain(explain(error))] : []),
    [l10n.t(check.why), l10n.t('Where: {0}', plain(l10n.t(check.where))), ...way].join('\\\n'),
  ].join('\n\n');
}

function table({ findings, core, explain }: CheckupPage): string {
  const rows = findings.map((finding) => {
    const { check: id, verdict, details, error } = finding;
    const check = core.checks[id];
    const numbers = Object.fromEntries(
      Object.entries(details).map(([name, value]) => [name, typeof value === 'number' ? formatCount(value) : value]),
    );
    const found = check.found !== undefined && Object.keys(details).length > 0 ? l10n.t(check.found, numbers) : '';
    const result = found || (error && verdict === 'unknown' ? explain(error) : '');
    return `| ${signs[verdict]} ${verdictWord(verdict, id, core)} | ${titleOf(core, id)} | ${plain(result)} |`;
  });
  return [`| | ${l10n.t('Check')} | |`, '| --- | --- | --- |', ...rows].join('\n');
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
      return l10n.t('could not be checked');
  }
}

/** Undefined for the practice org, which has no Setup. */
function linkOf(id: CheckId, { kind, instanceUrl }: Org, { checks, setupAddress }: CoreTexts): string | undefined {
  const { page } = checks[id];
  return page === undefined || kind === 'practice' ? undefined : setupAddress(instanceUrl, page);
}
