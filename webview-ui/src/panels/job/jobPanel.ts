// The job panel: one job from its first byte to the error of every failed row.
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { type JobProtocol, type JobSnapshot, type JobToPage, jobProtocol } from '../../../../src/shared/protocol/job';
import { connect, type Host } from '../../host';
import { pageStyles } from '../../pageStyles';
import { attempts } from './attempts';
import { Announcer } from './announcer';
import { type Arrangement, toArrangement } from './arrangement';
import { header, numbers, outcome, outcomeSentence, pace, phaseName, phases, progress } from './overview';
import { exportStyles } from './exportStyles';
import { kindOf } from './kinds';
import { narrowStyles } from './narrowStyles';
import { overviewStyles } from './overviewStyles';
import { parts } from './parts';
import { JobRows, type RowsDeps } from './rowsView';
import { say } from './strings';
import { tabs } from './tabs';

const tickMs = 1000;

export class JobPanel extends LitElement {
  static override styles = [pageStyles, overviewStyles, exportStyles, narrowStyles];
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
        ${header(job, notify)} ${phases(job, sinceMs)} ${progress(job)} ${outcome(job, notify)} ${attempts(job, notify)}
        <div class="figures">${numbers(job)} ${pace(job)}</div>
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
    }
  }

  #follow(job: JobSnapshot): void {
    if (job.delay !== undefined && this.job?.delay === undefined)
      this.#announcer.say(say('delayed', { why: job.delay }));
    const isFirst = this.job === undefined;
    const hasEnded = this.job !== undefined && this.job.outcome === undefined && job.outcome !== undefined;
    this.job = job;
    if ((isFirst || hasEnded) && hasOnlyUnprocessed(job) && this.arrangement.list === 'failed')
      this.#showList('unprocessed');
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
    const rows = this.renderRoot.querySelector('kinetic-job-rows');
    if (rows instanceof JobRows) rows.focusSearch();
  }
}

/** Such a job would open with an empty list of failed rows. */
const hasOnlyUnprocessed = ({ outcome, totals }: JobSnapshot): boolean =>
  outcome !== undefined && totals.failed === 0 && totals.unprocessed > 0;

customElements.define('kinetic-job-rows', JobRows);
customElements.define('kinetic-job-panel', JobPanel);
