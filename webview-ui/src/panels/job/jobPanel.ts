// The job panel: one bulk job from its first byte to the reason of every failed row.
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { type JobProtocol, type JobSnapshot, type JobToPage, jobProtocol } from '../../../../src/shared/protocol/job';
import { connect, type Host } from '../../host';
import { attempts } from './attempts';
import { Announcer } from './announcer';
import { type Arrangement, toArrangement } from './arrangement';
import { endSentence, header, numbers, outcome, pace, phaseName, phases, progress } from './overview';
import { exportStyles } from './exportStyles';
import { exportView } from './exportView';
import { narrowStyles } from './narrowStyles';
import { overviewStyles } from './overviewStyles';
import { parts } from './parts';
import { JobRows, type RowsDeps } from './rowsView';
import { say } from './strings';
import { sharedStyles } from './sharedStyles';
import { tabs } from './tabs';

const tickMs = 1000;

export class JobPanel extends LitElement {
  static override styles = [sharedStyles, overviewStyles, exportStyles, narrowStyles];
  static override properties = { job: { state: true }, arrangement: { state: true } };
  declare job: JobSnapshot | undefined;
  declare arrangement: Arrangement;
  private readonly host: Host<JobProtocol>;
  private readonly announcer = new Announcer();
  private readonly deps: RowsDeps;
  private cameAt = 0;
  private ticking: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.host = connect(jobProtocol, {
      notify: (message) => this.heard(message),
      report: (error) => console.error(error),
    });
    this.arrangement = toArrangement(this.host.remembered());
    this.deps = {
      rows: (asked, signal) => this.host.request('rows', asked, signal),
      notify: this.host.notify,
      arrange: (change) => this.arrange(change),
      announce: (sentence) => this.announcer.say(sentence),
    };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', (event) => this.key(event));
    this.host.notify({ type: 'ready' });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { job, arrangement } = this;
    if (!job) return nothing;
    const { notify } = this.host;
    const sinceMs = job.end === undefined ? performance.now() - this.cameAt : 0;
    const toggled = (partsOpen: boolean): void => {
      if (partsOpen !== this.arrangement.partsOpen) this.arrange({ partsOpen });
    };
    return html`<main>
      <div class="overview">
        ${header(job, notify)} ${phases(job, sinceMs)} ${progress(job)} ${outcome(job, notify)} ${attempts(job, notify)}
        <div class="figures">${numbers(job)} ${pace(job)}</div>
        ${parts(job, notify, { open: arrangement.partsOpen, toggled })}
      </div>
      ${job.operation === 'query' ? exportView(job, notify) : this.lists(job)} ${this.announcer}
    </main>`;
  }

  private lists(job: JobSnapshot): TemplateResult {
    const { arrangement } = this;
    return html`${tabs(job, arrangement.list, (list) => this.showList(list))}
      <kinetic-job-rows
        id="rows"
        role="tabpanel"
        aria-labelledby="tab-${arrangement.list}"
        .job=${job}
        .arrangement=${arrangement}
        .deps=${this.deps}
      ></kinetic-job-rows>`;
  }

  private heard(message: JobToPage): void {
    switch (message.type) {
      case 'snapshot':
        this.follow(message.job);
        return;
      case 'show':
        this.showList(message.list);
        return;
    }
  }

  private follow(job: JobSnapshot): void {
    if (job.delay !== undefined && this.job?.delay === undefined)
      this.announcer.say(say('delayed', { why: job.delay }));
    const isFirst = this.job === undefined;
    const ended = this.job !== undefined && this.job.end === undefined && job.end !== undefined;
    this.job = job;
    if ((isFirst || ended) && hasOnlyUnprocessed(job) && this.arrangement.list === 'failed')
      this.showList('unprocessed');
    this.keep();
    this.cameAt = performance.now();
    if (ended)
      this.announcer.say(
        say(job.operation === 'query' ? 'announceExported' : 'announceEnd', { end: endSentence(job), ...counts(job) }),
      );
    else if (job.end === undefined) this.announceProgress(job);
    if (job.end !== undefined) {
      clearInterval(this.ticking);
      this.ticking = undefined;
    } else this.ticking ??= setInterval(() => this.requestUpdate(), tickMs);
  }

  private announceProgress(job: JobSnapshot): void {
    const phase = job.phases.find(({ state }) => state === 'running');
    if (!phase) return;
    const { processed, succeeded, failed, records } = job.totals;
    const [sentence, values] =
      job.operation === 'query'
        ? (['announceExporting', { succeeded }] as const)
        : (['announceRunning', { processed, failed }] as const);
    this.announcer.sayProgress(say(sentence, { ...values, phase: phaseName(job, phase), total: records ?? '–' }));
  }

  /** Another list starts at its top, in the order of the file, unfiltered. */
  private showList(list: Arrangement['list']): void {
    if (list === this.arrangement.list) return;
    this.arrange({ list, row: 0, left: 0, sort: undefined, group: undefined, text: '' });
  }

  private arrange(change: Partial<Arrangement>): void {
    this.arrangement = { ...this.arrangement, ...change };
    this.keep();
  }

  /** The id lets the extension fill the panel again after the window was reloaded. */
  private keep(): void {
    if (this.job) this.host.remember({ ...this.arrangement, jobId: this.job.jobId });
  }

  private key(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'f') return;
    event.preventDefault();
    const rows = this.renderRoot.querySelector('kinetic-job-rows');
    if (rows instanceof JobRows) rows.focusSearch();
  }
}

const counts = ({ totals }: JobSnapshot): Record<'succeeded' | 'failed' | 'unprocessed', number> => ({
  succeeded: totals.succeeded,
  failed: totals.failed,
  unprocessed: totals.unprocessed,
});

/** Of such a job an empty list of failed rows would be the first thing to see. */
const hasOnlyUnprocessed = ({ end, totals }: JobSnapshot): boolean =>
  end !== undefined && totals.failed === 0 && totals.unprocessed > 0;

customElements.define('kinetic-job-rows', JobRows);
customElements.define('kinetic-job-panel', JobPanel);
