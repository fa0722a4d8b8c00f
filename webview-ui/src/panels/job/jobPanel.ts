// The job panel: one job from its first byte to the error of every failed row.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import {
  type JobProtocol,
  type JobSnapshot,
  type JobToPage,
  type RowList,
  jobProtocol,
} from '../../../../src/shared/protocol/job';
import { connect, type Host } from '../../host';
import { pageStyles } from '../../pageStyles';
import { attempts } from './attempts';
import { Announcer } from './announcer';
import { type Arrangement, toArrangement } from './arrangement';
import {
  caption,
  header,
  numbers,
  orphans,
  outcome,
  outcomeSentence,
  pace,
  phaseName,
  phases,
  progress,
  recycled,
} from './overview';
import { exportStyles } from './exportStyles';
import { showMenuContext } from '../../menuContext';
import { kindOf } from './kinds';
import { narrowStyles } from './narrowStyles';
import { overviewStyles } from './overviewStyles';
import { parts } from './parts';
import { partsStyles } from './partsStyles';
import { JobRows, type RowsDeps } from './rowsView';
import { speedPlot } from './speedPlot';
import { speedStyles } from './speedStyles';
import { say } from './strings';
import { tabs } from './tabs';

const tickMs = 1000;

export class JobPanel extends LitElement {
  static override styles = [pageStyles, overviewStyles, speedStyles, partsStyles, exportStyles, narrowStyles];
  static override properties = { job: { state: true }, arrangement: { state: true } };
  declare job: JobSnapshot | undefined;
  declare arrangement: Arrangement;
  readonly #host: Host<JobProtocol>;
  readonly #announcer = new Announcer();
  readonly #deps: RowsDeps;
  #snapshotAt = 0;
  #ticking: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.#host = connect(jobProtocol, {
      notify: (message) => this.#received(message),
      report: (error) => console.error(error),
    });
    this.arrangement = toArrangement(this.#host.stored());
    this.#deps = {
      readRows: (asked, signal) => this.#host.request('readRows', asked, signal),
      notify: this.#host.notify,
      arrange: (change) => this.#arrange(change),
      announce: (sentence) => this.#announcer.say(sentence),
    };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', (event) => this.#key(event));
    this.addEventListener('contextmenu', (event) => showMenuContext(this, event));
    this.#host.notify({ type: 'ready' });
  }

  override render(): TemplateResult | typeof nothing {
    const { job, arrangement } = this;
    if (!job) return nothing;
    const { notify } = this.#host;
    const sinceMs = job.outcome === undefined ? performance.now() - this.#snapshotAt : 0;
    const toggled = (partsOpen: boolean): void => {
      if (partsOpen !== this.arrangement.partsOpen) this.#arrange({ partsOpen });
    };
    return html`<main>
      <div class="overview">
        ${header(job, notify)}
        <div class="way">${phases(job, sinceMs)} ${caption(job)}</div>
        ${progress(job)} ${outcome(job, notify)} ${recycled(job, notify)} ${orphans(job, notify)}
        ${attempts(job, notify)}
        <div class="figures">${numbers(job)} ${pace(job)}</div>
        ${job.outcome === undefined ? html`<div class="now">${speedPlot(job)}</div>` : nothing}
        ${parts(job, notify, { open: arrangement.partsOpen, toggled })}
      </div>
      ${kindOf(job).section?.(job, notify) ?? this.#lists(job)} ${this.#announcer}
    </main>`;
  }

  #lists(job: JobSnapshot): TemplateResult {
    const { arrangement } = this;
    return html`${tabs(job, arrangement.list, (list) => this.#showList(list))}
      <kinetic-job-rows
        id="rows"
        role="tabpanel"
        aria-labelledby="tab-${arrangement.list}"
        .job=${job}
        .arrangement=${arrangement}
        .deps=${this.#deps}
      ></kinetic-job-rows>`;
  }

  #received(message: JobToPage): void {
    switch (message.type) {
      case 'snapshot':
        this.#follow(message.job);
        return;
      case 'show':
        this.#showList(message.list);
        return;
      case 'actOnRows':
        this.#rows?.act(message.act);
        return;
    }
  }

  #follow(job: JobSnapshot): void {
    if (job.delay !== undefined && this.job?.delay === undefined)
      this.#announcer.say(say('delayed', { why: job.delay }));
    const isFirst = this.job === undefined;
    const hasEnded = this.job !== undefined && this.job.outcome === undefined && job.outcome !== undefined;
    this.job = job;
    if ((isFirst || hasEnded) && this.arrangement.list === 'failed') this.#showList(firstList(job));
    this.#store();
    this.#snapshotAt = performance.now();
    if (hasEnded) this.#announceEnd(job);
    else if (job.outcome === undefined) this.#announceProgress(job);
    if (job.outcome !== undefined) {
      clearInterval(this.#ticking);
      this.#ticking = undefined;
    } else this.#ticking ??= setInterval(() => this.requestUpdate(), tickMs);
  }

  #announceEnd(job: JobSnapshot): void {
    this.#announcer.say(kindOf(job).announcedEnd(job, outcomeSentence(job)));
  }

  #announceProgress(job: JobSnapshot): void {
    const phase = job.phases.find(({ state }) => state === 'running');
    if (!phase) return;
    const { records } = job.totals;
    const name = phaseName(job, phase);
    this.#announcer.sayProgress(records === undefined ? name : kindOf(job).announcedProgress(job, name, records));
  }

  /** Another list starts at its top, without order or filter. */
  #showList(list: Arrangement['list']): void {
    if (list === this.arrangement.list) return;
    this.#arrange({ list, row: 0, left: 0, sort: undefined, group: undefined, text: '' });
  }

  #arrange(change: Partial<Arrangement>): void {
    this.arrangement = { ...this.arrangement, ...change };
    this.#store();
  }

  /** By the id the extension fills the panel again after the window was reloaded. */
  #store(): void {
    if (this.job) this.#host.store({ ...this.arrangement, jobId: this.job.jobId });
  }

  #key(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'f') return;
    event.preventDefault();
    this.#rows?.focusSearch();
  }

  get #rows(): JobRows | undefined {
    const rows = this.renderRoot.querySelector('kinetic-job-rows');
    return rows instanceof JobRows ? rows : undefined;
  }
}

/** The failed rows, unless the job has ended without any and another list has rows. */
function firstList({ outcome, totals }: JobSnapshot): RowList {
  if (outcome === undefined) return 'failed';
  const lists = ['failed', 'unknown', 'unprocessed', 'succeeded'] as const;
  return lists.find((list) => totals[list] > 0) ?? 'failed';
}

customElements.define('kinetic-job-rows', JobRows);
customElements.define('kinetic-job-panel', JobPanel);
