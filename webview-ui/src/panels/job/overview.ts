// The upper part of the job panel: what runs where, its progress, and its counts.
import { html, nothing, type TemplateResult } from 'lit';
import type { JobSnapshot, JobToHost, PhaseView } from '../../../../src/shared/protocol/job';
import { formatBytes, formatCount, formatDuration, formatTime } from '../../format';
import { icon, type IconName } from '../../icon';
import { say, type SentenceName } from './strings';

export type Notify = (message: JobToHost) => void;

export function header(job: JobSnapshot, notify: Notify): TemplateResult {
  const only = job.parts.length === 1 ? job.parts[0] : undefined;
  return html`<header>
    <div class="what">
      <h1>${say(job.operation, { object: job.object })}</h1>
      <p class="facts">
        ${orgBadge(job)} ${fileOf(job, notify)} ${exportFacts(job)}
        ${job.externalIdField ? html`<span>${say('externalId', { field: job.externalIdField })}</span>` : nothing}
        ${job.blanks ? html`<span>${say(job.blanks === 'clear' ? 'blanksClear' : 'blanksIgnore')}</span>` : nothing}
        ${job.route ? html`<span class="route" title=${say('route')}>${icon('milestone')}${job.route}</span>` : nothing}
        ${only?.remoteId ? html`<span class="remote">${say('remoteJob')} ${remoteId(only.index, only.remoteId, notify)}</span>` : nothing}
      </p>
    </div>
    ${
      job.outcome === undefined
        ? html`<vscode-button secondary ?disabled=${job.aborting} @click=${() => notify({ type: 'abort' })}>
            ${icon('stop')} ${say(job.aborting ? 'aborting' : 'abort')}
          </vscode-button>`
        : nothing
    }
  </header>`;
}

function exportFacts({ query }: JobSnapshot): TemplateResult | typeof nothing {
  if (!query) return nothing;
  const facts = [
    say(query.format),
    ...(query.isRest ? [say('restApi')] : []),
    ...(query.all ? [say('withDeleted')] : []),
  ];
  return html`${facts.map((fact) => html`<span>${fact}</span>`)}`;
}

/** The file of an export exists only after the last record has arrived. */
const fileOf = (job: JobSnapshot, notify: Notify): TemplateResult =>
  job.operation === 'query' && job.outcome !== 'completed'
    ? html`<span class="plain">${icon('file')}${job.fileName}</span>`
    : html`<button
        class="plain"
        title=${say('openFile', { file: job.fileName })}
        @click=${() => notify({ type: 'openSource' })}
      >
        ${icon('file')}${job.fileName}
      </button>`;

/** The kind in words, because color alone is not visible to everyone; production also in color. */
const orgBadge = ({ org: { kind, label } }: JobSnapshot): TemplateResult => {
  const name = kind === 'unknown' ? '' : say(kind);
  return html`<span class="org">
    ${name ? html`<span class="badge ${kind}">${name}</span>` : nothing}
    ${label === name ? nothing : html`<span class="orgname">${label}</span>`}
  </span>`;
};

export const remoteId = (part: number, id: string, notify: Notify): TemplateResult =>
  html`<button class="plain id" title=${say('openRemote', { id })} @click=${() => notify({ type: 'openRemote', part })}>
      ${id}</button
    ><button
      class="plain small"
      title=${say('copyId', { id })}
      aria-label=${say('copyId', { id })}
      @click=${() => notify({ type: 'copyText', text: id })}
    >
      ${icon('copy')}
    </button>`;

const phaseIcons: Record<PhaseView['state'], IconName> = {
  waiting: 'circle',
  running: 'loading',
  interrupted: 'pause',
  done: 'pass',
  aborted: 'slash',
  failed: 'error',
};

const stateWords = {
  waiting: 'phaseWaiting',
  running: 'phaseRunning',
  interrupted: 'phaseInterrupted',
  done: 'phaseDone',
  aborted: 'phaseAborted',
  failed: 'phaseFailed',
} as const;

/** `sinceMs`: time since the snapshot arrived, by which the running phase has become longer. */
export function phases(job: JobSnapshot, sinceMs: number): TemplateResult {
  return html`<ol class="phases" aria-label=${say('phases')}>
    ${job.phases.map(
      (phase) =>
        html`<li class=${phase.state} aria-current=${isNow(phase) ? 'step' : nothing}>
          ${icon(phaseIcons[phase.state], phase.state === 'running')}
          <span>${phaseName(job, phase)}</span><span class="sr">, ${say(stateWords[phase.state])}</span>
          ${phaseTime(phase, sinceMs)}
        </li>`,
    )}
  </ol>`;
}

function phaseTime(phase: PhaseView, sinceMs: number): TemplateResult | typeof nothing {
  if (phase.name === 'finished' || phase.state === 'waiting') return nothing;
  return html`<span class="time">${formatDuration(phase.elapsedMs + (phase.state === 'running' ? sinceMs : 0))}</span>`;
}

export function phaseName({ operation, outcome: end }: JobSnapshot, { name, state }: PhaseView): string {
  if (name === 'downloading' && operation === 'query') return say('downloadingRecords');
  if (name === 'finished' && state === 'aborted') return say('finishedAborted');
  if (name === 'finished' && state === 'failed') return say(end === 'rejected' ? 'finishedRejected' : 'finishedFailed');
  return say(name);
}

interface Stretch {
  readonly name: 'good' | 'bad' | 'left' | 'sent';
  readonly share: number;
}

export function progress(job: JobSnapshot): TemplateResult {
  const stretches = stretchesOf(job);
  const done = stretches.reduce((sum, stretch) => sum + stretch.share, 0);
  const text = job.outcome ? '' : progressText(job);
  const known = job.outcome !== undefined || stretches.length > 0;
  return html`<div class="progress">
    <div
      class="bar ${known ? '' : 'unknown'}"
      role="progressbar"
      aria-label=${say('progress')}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${known ? Math.floor(done * 100) : nothing}
      aria-valuetext=${text || nothing}
    >
      ${stretches.map(({ name, share }) => html`<span class=${name} .style=${`flex-grow: ${share * 1000}`}></span>`)}
      ${known ? html`<span .style=${`flex-grow: ${Math.max(0, 1 - done) * 1000}`}></span>` : nothing}
    </div>
    ${text ? html`<span class="caption">${text}</span>` : nothing}
  </div>`;
}

const isNow = ({ state }: PhaseView): boolean => state === 'running' || state === 'interrupted';

const isAt = (job: JobSnapshot, name: PhaseView['name']): boolean =>
  job.phases.some((phase) => phase.name === name && isNow(phase));

function stretchesOf(job: JobSnapshot): readonly Stretch[] {
  const { records, processed, succeeded, failed, unprocessed } = job.totals;
  if (!records) return [];
  if (job.operation === 'query')
    return [{ name: job.outcome === 'completed' ? 'good' : 'sent', share: Math.min(1, succeeded / records) }];
  if (job.outcome !== undefined) {
    return [
      { name: 'good', share: succeeded / records },
      { name: 'bad', share: failed / records },
      { name: 'left', share: unprocessed / records },
    ];
  }
  if (processed === 0 && job.bytes.total && isAt(job, 'uploading'))
    return [{ name: 'sent', share: Math.min(1, job.bytes.sent / job.bytes.total) }];
  return [
    { name: 'sent', share: Math.max(0, processed - failed) / records },
    { name: 'bad', share: failed / records },
  ];
}

export function progressText(job: JobSnapshot): string {
  const { records, processed, succeeded } = job.totals;
  if (job.operation === 'query') {
    if (isAt(job, 'preparing')) return say('checkingQuery');
    return records === undefined || succeeded === 0
      ? say('querying')
      : say('recordsExported', { exported: succeeded, count: records });
  }
  if (isAt(job, 'downloading')) return say('downloadingNow');
  if (records !== undefined && (processed > 0 || isAt(job, 'processing'))) {
    return say('rowsProcessed', { processed, count: records });
  }
  if (job.bytes.total !== undefined && isAt(job, 'uploading')) {
    return say('uploaded', { sent: formatBytes(job.bytes.sent), total: formatBytes(job.bytes.total) });
  }
  return say('reading', { file: job.fileName });
}

export function numbers(job: JobSnapshot): TemplateResult {
  const { records, processed, succeeded, failed, unprocessed } = job.totals;
  const running = job.outcome === undefined;
  const number = (name: SentenceName, count: number | undefined, mark = ''): TemplateResult =>
    html`<div class="number ${name} ${count ? mark : ''}">
      <dt>${say(name)}</dt>
      <dd>${count === undefined ? '–' : formatCount(count)}</dd>
    </div>`;
  if (job.operation === 'query')
    return html`<dl class="numbers">
      ${number('records', records)}
      ${number(running || job.outcome === 'completed' ? 'exported' : 'downloaded', succeeded)}
    </dl>`;
  // While the job runs, Salesforce counts processed rows. Which rows succeeded is known when a part is finished.
  const known = (count: number): boolean => !running || count > 0;
  return html`<dl class="numbers">
    ${number('total', records)} ${running ? number('processed', processed) : nothing}
    ${known(succeeded) ? number('succeeded', succeeded) : nothing} ${number('failed', failed, 'bad')}
    ${known(unprocessed) ? number('unprocessed', unprocessed) : nothing}
  </dl>`;
}

export function pace(job: JobSnapshot): TemplateResult {
  const lasted = job.changedAt - job.createdAt;
  const running = job.outcome === undefined;
  const facts = [
    job.rowsPerSecond === undefined
      ? ''
      : say(job.operation === 'query' ? 'exportRate' : 'rate', { count: Math.round(job.rowsPerSecond) }),
    job.operation === 'query' && job.bytes.sent > 0 && (running || job.outcome === 'completed')
      ? say('written', { size: formatBytes(job.bytes.sent) })
      : '',
    !running || job.secondsLeft === undefined ? '' : say('left', { time: formatDuration(job.secondsLeft * 1000) }),
    running ? '' : say('took', { time: formatDuration(lasted) }),
    job.apiTimeMs === undefined ? '' : say('apiTime', { time: formatDuration(job.apiTimeMs) }),
    say('startedAt', { time: formatTime(job.createdAt) }),
    running ? say('updatedAt', { time: formatTime(job.changedAt) }) : '',
  ];
  return html`<p class="pace">${facts.filter(Boolean).map((fact) => html`<span>${fact}</span>`)}</p>`;
}

/** How the job ended, with the reason and what may help. */
export function outcome(job: JobSnapshot, notify: Notify): TemplateResult | typeof nothing {
  const { error, delay } = job;
  if (delay !== undefined)
    return html`<p class="banner warning">${icon('warning')} <span>${say('delayed', { why: delay })}</span></p>`;
  if (error || job.outcome === 'failed' || job.outcome === 'rejected') {
    return html`<p class="banner error">
      ${icon('error')} <span>${outcomeSentence(job)}</span>
      ${
        error?.action
          ? html`<vscode-button @click=${() => notify({ type: 'errorAction' })}>${error.action}</vscode-button>`
          : nothing
      }
    </p>`;
  }
  if (job.outcome === 'aborted')
    return html`<p class="banner">${icon('slash')} <span>${outcomeSentence(job)}</span></p>`;
  return nothing;
}

export function outcomeSentence(job: JobSnapshot): string {
  const isExport = job.operation === 'query';
  if (job.outcome === 'aborted') return say(isExport ? 'exportAborted' : 'jobAborted');
  if (job.error) return job.error.sentence;
  if (job.outcome === 'failed') return say(isExport ? 'exportFailed' : 'jobFailed');
  if (job.outcome === 'rejected') return say(isExport ? 'exportRejected' : 'jobRejected');
  if (job.totals.failed > 0) return say('rowsFailed', { count: job.totals.failed });
  return savedSentence(job);
}

export function savedSentence({ operation, totals, fileName }: JobSnapshot): string {
  if (operation === 'query') return say('allExported', { count: totals.succeeded, file: fileName });
  const isDeletion = operation === 'delete' || operation === 'hardDelete';
  return say(isDeletion ? 'allDeleted' : 'allSaved', { count: totals.succeeded });
}
