// The errors of a job as a list to choose from: each with its code, its message and its number of rows.
import { html, nothing, type TemplateResult } from 'lit';
import type { GroupView } from '../../../../src/shared/protocol/job';
import { formatCount } from '../../format';
import { placeText } from './codePlace';
import { say } from './strings';

const maxShown = 200;

/** Names a group while its index may still change: more rows arrive while the job runs. */
export const groupKey = ({ code, message, fields }: GroupView): string => JSON.stringify([code, message, fields]);

export interface GroupChoice {
  readonly groups: readonly GroupView[];
  readonly total: number;
  /** Of the total, rows that no later attempt took. */
  readonly left: number;
  /** Key of the chosen group; undefined is all of them. */
  readonly chosen: string | undefined;
  readonly choose: (key: string | undefined) => void;
}

export function groupList(choice: GroupChoice): TemplateResult {
  const sorted = [...choice.groups].sort((a, b) => b.count - a.count).slice(0, maxShown);
  const more = choice.groups.length - sorted.length;
  return html`<div slot="side" class="groups" role="listbox" aria-label=${say('groups')} @keydown=${moveFocus}>
    ${option(choice, undefined, html`<span class="line"><b>${say('allErrors')}</b>${count(choice.total, choice.left)}</span>`)}
    ${sorted.map((group) => option(choice, group, describe(group, choice.total)))}
    ${more > 0 ? html`<p class="more">${say('moreErrors', { count: more })}</p>` : nothing}
  </div>`;
}

const count = (rows: number, left = rows): TemplateResult =>
  html`<span class="count">${left === rows ? formatCount(rows) : say('rowsLeft', { left, count: rows })}</span>`;

/** Breaks long codes after an underscore, not inside a word. */
const breakable = (code: string): TemplateResult[] => code.split(/(?<=_)/).map((word) => html`${word}<wbr />`);

const describe = (group: GroupView, total: number): TemplateResult =>
  html`<span class="line"><b>${breakable(group.code)}</b>${count(group.count, group.left)}</span>
    <span class="sentence">${group.reason ?? group.message}</span>
    ${group.place === undefined ? nothing : html`<span class="fields">${placeText(group.place)}</span>`}
    ${group.fields.length > 0 ? html`<span class="fields">${group.fields.join(', ')}</span>` : nothing}
    <span class="share" aria-hidden="true"
      ><span .style=${`width: ${total ? (100 * group.count) / total : 0}%`}></span
    ></span>`;

function option(choice: GroupChoice, group: GroupView | undefined, content: TemplateResult): TemplateResult {
  const key = group && groupKey(group);
  const chosen = choice.chosen === key;
  return html`<div
    class="option"
    role="option"
    aria-selected=${String(chosen)}
    tabindex=${chosen ? '0' : '-1'}
    title=${group?.message ?? nothing}
    @click=${() => choice.choose(key)}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      choice.choose(key);
    }}
  >
    ${content}
  </div>`;
}

function moveFocus(event: KeyboardEvent): void {
  const list = event.currentTarget as HTMLElement;
  const options = [...list.querySelectorAll<HTMLElement>('.option')];
  const at = options.findIndex((element) => element.contains(event.target as Node));
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: options.length - 1 }[event.key];
  const next = to === undefined ? undefined : options[to];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
