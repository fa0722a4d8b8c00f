// The upper part of the job panel: what runs where, its progress, and its counts.
import { html, nothing, type TemplateResult } from 'lit';
import type { JobSnapshot, PhaseView } from '../../../../src/shared/protocol/job';
import { formatBytes, formatCount, formatDuration, formatTime } from '../../format';
import { icon, type IconName } from '../../icon';
import { kindOf } from './kinds';
import type { Figure, Notify } from './pageKind';
import { toSpeed } from './speed';
import { speedPlot } from './speedPlot';
import { say } from './strings';

export function header(job: JobSnapshot, notify: Notify): TemplateResult {
  const only = job.parts.length === 1 ? job.parts[0] : undefined;
  return html`<header>
    <div class="what">
      <div class="title">
        <h1>${isDeletion(job) ? icon('trash') : nothing}${say(job.operation, { object: job.object })}</h1>
        ${fileOf(job, notify)} ${orgBadge(job)}
      </div>
      <p class="facts">
        ${factsOf(job).map((fact) => html`<span>${fact}</span>`)}
        ${job.route ? html`<span class="route" title=${say('route')}>${icon('milestone')}${job.route}</span>` : nothing}
        ${only?.remoteId ? html`<span class="remote">${say('remoteJob')} ${remoteId(only.index, only.remoteId, notify)}</span>` : nothing}
      </p>
    </div>
    ${
      job.outcome === undefined
        ? html`<button class="button secondary" ?disabled=${isAborting(job)} @click=${() => notify({ type: 'abort' })}>
            ${icon('stop')} ${say(isAborting(job) ? 'aborting' : 'abort')}
          </button>`
        : nothing
    }
  </header>`;
}

const factsOf = (job: JobSnapshot): readonly string[] => [
  ...kindOf(job).facts(job),
  ...(job.externalIdField ? [say('externalId', { field: job.externalIdField })] : []),
  ...(job.blanks ? [say(job.blanks === 'clear' ? 'blanksClear' : 'blanksIgnore')] : []),
  ...(job.notes ?? []),
];

/** While the org does not answer, the job can be ended without it. */
const isAborting = ({ aborting, delay }: JobSnapshot): boolean => aborting && delay === undefined;

const fileOf = (job: JobSnapshot, notify: Notify): TemplateResult =>
  kindOf(job).hasFile(job)
    ? html`<button
        class="plain"
        title=${say('openFile', { file: job.fileName })}
        @click=${() => notify({ type: 'openSource' })}
      >
        ${icon('file')}${job.fileName}
      </button>`
    : html`<span class="plain">${icon('file')}${job.fileName}</span>`;

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
        html`<li class=${phase.state} aria-current=${isNow(phase) ? 'step' : nothing} title=${phaseName(job, phase)}>
          ${icon(phaseIcons[phase.state], phase.state === 'running')}
          <span class="words"
            >${phaseName(job, phase)}<span class="sr">, ${say(stateWords[phase.state])}</span>
            ${phaseTime(phase, sinceMs)}</span
          >
        </li>`,
    )}
  </ol>`;
}

function phaseTime(phase: PhaseView, sinceMs: number): TemplateResult | typeof nothing {
  if (phase.name === 'finished' || phase.state === 'waiting') return nothing;
  return html`<span class="time">${formatDuration(phase.elapsedMs + (phase.state === 'running' ? sinceMs : 0))}</span>`;
}

export function phaseName(job: JobSnapshot, { name, state }: PhaseView): string {
  if (name === 'downloading') return say(kindOf(job).downloading);
  if (name === 'finished' && state === 'aborted') return say('finishedAborted');
  if (name === 'finished' && state === 'failed')
    return say(job.outcome === 'rejected' ? 'finishedRejected' : 'finishedFailed');
  return say(name);
}

export function progress(job: JobSnapshot): TemplateResult {
  const { records } = job.totals;
  const stretches = records ? kindOf(job).stretches(job, records) : [];
  const done = stretches.reduce((sum, stretch) => sum + stretch.share, 0);
  const text = job.outcome ? '' : kindOf(job).progressText(job);
  const known = job.outcome !== undefined || stretches.length > 0;
  return html`<div
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
  </div>`;
}

/** How far a running job is, in words. */
export const caption = (job: JobSnapshot): TemplateResult | typeof nothing =>
  job.outcome ? nothing : html`<span class="caption">${kindOf(job).progressText(job)}</span>`;

const isNow = ({ state }: PhaseView): boolean => state === 'running' || state === 'interrupted';

export function numbers(job: JobSnapshot): TemplateResult {
  const number = ({ name, count, bad }: Figure): TemplateResult =>
    html`<div class="number ${name} ${count && bad ? 'bad' : ''}">
      <dt>${say(name)}</dt>
      <dd>${count === undefined ? '–' : formatCount(count)}</dd>
    </div>`;
  return html`<dl class="numbers">${kindOf(job).figures(job).map(number)}</dl>`;
}

export function pace(job: JobSnapshot): TemplateResult {
  const lasted = job.changedAt - job.createdAt;
  const running = job.outcome === undefined;
  const kind = kindOf(job);
  const written = kind.writtenBytes(job);
  const facts = [
    job.rowsPerSecond === undefined ? '' : say(kind.rate, { count: Math.round(job.rowsPerSecond) }),
    running ? '' : averageOf(job),
    written === undefined ? '' : say('written', { size: formatBytes(written) }),
    !running || job.secondsLeft === undefined ? '' : say('left', { time: formatDuration(job.secondsLeft * 1000) }),
    running ? '' : say('took', { time: formatDuration(lasted) }),
    callsOf(job),
    job.apiTimeMs === undefined ? '' : say('apiTime', { time: formatDuration(job.apiTimeMs) }),
    say('startedAt', { time: formatTime(job.createdAt) }),
    running ? say('updatedAt', { time: formatTime(job.changedAt) }) : '',
  ];
  return html`<p class="pace">
    ${running ? nothing : speedPlot(job)}${facts.filter(Boolean).map((fact) => html`<span>${fact}</span>`)}
  </p>`;
}

/** How many of the calls had rows is said only where others had none. */
function callsOf({ calls, apiCalls = calls }: JobSnapshot): string {
  if (apiCalls === undefined) return '';
  return calls === undefined || calls === apiCalls
    ? say('apiCalls', { count: apiCalls })
    : say('someCallsWithRows', { count: apiCalls, withRows: calls });
}

/** A job that has ended has no speed of its own any more. */
function averageOf({ processedOverTime = [] }: JobSnapshot): string {
  const speed = toSpeed(processedOverTime);
  return speed ? say('averageRate', { count: Math.round(speed.average) }) : '';
}

/** How the job ended, with the reason and what may help. */
export const outcome = (job: JobSnapshot, notify: Notify): TemplateResult =>
  html`${ending(job, notify)} ${unknownRows(job)}`;

function unknownRows({ totals: { unknown } }: JobSnapshot): TemplateResult | typeof nothing {
  if (unknown === 0) return nothing;
  return html`<p class="banner warning">
    ${icon('warning')} <span>${say('unknownAdvice', { count: unknown })}</span>
  </p>`;
}

function ending(job: JobSnapshot, notify: Notify): TemplateResult | typeof nothing {
  const { error, delay } = job;
  if (delay !== undefined)
    return html`<p class="banner warning">${icon('warning')} <span>${say('delayed', { why: delay })}</span></p>`;
  if (error || job.outcome === 'failed' || job.outcome === 'rejected') {
    return html`<p class="banner error">
        ${icon('error')} <span>${outcomeSentence(job)}</span>
        ${
          error?.action
            ? html`<button class="button" @click=${() => notify({ type: 'errorAction' })}>${error.action}</button>`
            : nothing
        }
      </p>
      ${
        error?.places
          ? html`<ul class="places">
              ${error.places.map((place) => html`<li>${place}</li>`)}
            </ul>`
          : nothing
      }`;
  }
  if (job.outcome === 'aborted')
    return html`<p class="banner">${icon('slash')} <span>${outcomeSentence(job)}</span></p>`;
  return nothing;
}

/** Bulk jobs that may be left in Salesforce. A practice org has no Setup. */
export function orphans({ orphans: found = [], org }: JobSnapshot, notify: Notify): TemplateResult[] {
  const open = (remoteId: string): TemplateResult =>
    html`<button class="button secondary" @click=${() => notify({ type: 'openOrphan', remoteId })}>
      ${say('openInSetup')}
    </button>`;
  return found.map(
    ({ remoteId: id, sentence }) =>
      html`<p class="banner warning">
        ${icon('warning')} <span>${sentence}</span> ${org.kind === 'practice' ? nothing : open(id)}
      </p>`,
  );
}

const isDeletion = ({ operation }: JobSnapshot): boolean => operation === 'delete' || operation === 'hardDelete';

/** Where deleted records can be found again. */
export function recycled(job: JobSnapshot, notify: Notify): TemplateResult | typeof nothing {
  if (job.isUndeletable !== true) return nothing;
  return html`<p class="banner">
    ${icon('trash')} <span>${say('recycled')}</span>
    <button class="button secondary" @click=${() => notify({ type: 'undelete' })}>${say('undeleteThese')}</button>
  </p>`;
}

export function outcomeSentence(job: JobSnapshot): string {
  const kind = kindOf(job);
  if (job.outcome === 'aborted') return say(kind.aborted);
  if (job.error) return job.error.sentence;
  if (job.outcome === 'failed') return say(kind.failed);
  if (job.outcome === 'rejected') return say(kind.rejected);
  return kind.completed(job);
}
