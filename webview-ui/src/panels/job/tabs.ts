// The lists of a job as tabs. Unknown rows are rare, so their tab is only there when there are any.
import { html, nothing, type TemplateResult } from 'lit';
import type { JobSnapshot, RowList } from '../../../../src/shared/protocol/job';
import { formatCount } from '../../format';
import { say } from './strings';

const tabNames = {
  failed: 'failedTab',
  succeeded: 'succeededTab',
  unprocessed: 'unprocessedTab',
  unknown: 'unknownTab',
} as const;

const listsOf = ({ totals }: JobSnapshot): readonly RowList[] => [
  'failed',
  ...(totals.unknown > 0 ? ['unknown' as const] : []),
  'succeeded',
  'unprocessed',
];

export function tabs(job: JobSnapshot, chosen: RowList, choose: (list: RowList) => void): TemplateResult {
  const lists = listsOf(job);
  return html`<div
    class="tabs"
    role="tablist"
    aria-label=${say('lists')}
    @keydown=${(event: KeyboardEvent) => step(event, lists, chosen, choose)}
  >
    ${lists.map(
      (list) =>
        html`<button
          role="tab"
          id="tab-${list}"
          aria-selected=${String(list === chosen)}
          aria-controls="rows"
          tabindex=${list === chosen ? '0' : '-1'}
          @click=${() => choose(list)}
        >
          ${say(tabNames[list])} ${counter(job, list)}
        </button>`,
    )}
  </div>`;
}

function step(event: KeyboardEvent, lists: readonly RowList[], chosen: RowList, choose: (list: RowList) => void): void {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (by === undefined) return;
  const next = lists[(lists.indexOf(chosen) + by + lists.length) % lists.length] ?? 'failed';
  choose(next);
  const list = event.currentTarget as HTMLElement;
  list.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  event.preventDefault();
}

/** Hidden until the count is known. */
const counter = ({ totals, outcome }: JobSnapshot, list: RowList): TemplateResult | typeof nothing =>
  totals[list] === 0 && outcome === undefined
    ? nothing
    : html`<span class="counter">${formatCount(totals[list])}</span>`;
