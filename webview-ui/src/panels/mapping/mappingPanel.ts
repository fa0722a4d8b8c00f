// The mapping page: columns left, fields right, the rows after conversion below.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import {
  type MappableField,
  type MappingPreview,
  type MappingProtocol,
  type MappingSnapshot,
  type MappingToPage,
  mappingProtocol,
} from '../../../../src/shared/protocol/mapping';
import { connect, type Host } from '../../host';
import { icon } from '../../icon';
import { pageStyles } from '../../pageStyles';
import { columnButtons } from './columnButtons';
import { ConversionForm, type Applied } from './conversionForm';
import { legend, mappingFacts } from './facts';
import { fieldSide } from './fieldSide';
import { itemList, itemPx, movedBy } from './itemList';
import { columnItem, matching } from './items';
import { pageHeader } from './pageHeader';
import { previewTable } from './previewTable';
import { say } from './strings';
import { mappingStyles } from './styles';
import { scrolledTo } from './virtualList';

/** Before the first layout is measured. */
const assumedPx = 600;
const nothingSent: MappingPreview = { type: 'preview', fields: [], rows: [] };

export class MappingPanel extends LitElement {
  static override styles = [pageStyles, mappingStyles];
  static override properties = {
    snapshot: { state: true },
    preview: { state: true },
    query: { state: true },
    column: { state: true },
    field: { state: true },
    scrolls: { state: true },
    said: { state: true },
    converted: { state: true },
    refused: { state: true },
  };
  declare snapshot: MappingSnapshot | undefined;
  declare preview: MappingPreview;
  declare query: string;
  /** Numbers of the active column and of the active field among those that match the search. */
  declare column: number;
  declare field: number;
  declare scrolls: { readonly columns: number; readonly fields: number; readonly top: number; readonly left: number };
  /** For screen readers. */
  declare said: string;
  /** The column and the field whose conversion is shown instead of the fields. */
  declare converted: { readonly column: string; readonly field: string } | undefined;
  /** Why its steps were not taken. */
  declare refused: string;
  readonly #host: Host<MappingProtocol>;
  #resized: ResizeObserver | undefined;

  constructor() {
    super();
    this.#host = connect(mappingProtocol, {
      notify: (message) => this.#received(message),
      report: (error) => console.error(error),
    });
    this.preview = nothingSent;
    this.query = '';
    this.column = 0;
    this.field = 0;
    this.scrolls = { columns: 0, fields: 0, top: 0, left: 0 };
    this.said = '';
    this.refused = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized = new ResizeObserver(() => this.requestUpdate());
    this.#resized.observe(this);
    this.#host.notify({ type: 'ready' });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized?.disconnect();
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this;
    if (!snapshot) return nothing;
    const { problem, columns } = snapshot;
    return html`${pageHeader(snapshot, (type) => this.#host.notify({ type }))}
      <div>
        ${
          problem === undefined
            ? mappingFacts(snapshot)
            : html`<p class="banner error" role="alert">${icon('error')}<span>${problem}</span></p>`
        }
        <p class="sr" role="status" aria-live="polite">${this.said}</p>
      </div>
      ${columns.length > 0 ? this.#sides(snapshot) : html`<div class="empty"><p>${problem === undefined ? say('noCsv') : ''}</p></div>`}
      ${
        columns.length > 0
          ? html`<div class="heading">
                <h2>${say('preview')}</h2>
                ${legend(this.preview)}
              </div>
              ${previewTable(this.preview, this.#previewView(), (event) => this.#scrolledPreview(event))}`
          : nothing
      }`;
  }

  #sides(snapshot: MappingSnapshot): TemplateResult {
    const { columns, csv = '' } = snapshot;
    return html`<div class="sides">
      <div class="side">
        <div class="heading">
          <h2>${say('columns')}</h2>
          ${columnButtons(columns[this.column], { convert: () => this.#convert(), leaveOut: (name) => this.#leaveOut(name) })}
        </div>
        ${itemList({
          id: 'columns',
          label: say('columnsOf', { csv }),
          items: columns,
          active: this.column,
          scrolled: this.scrolls.columns,
          viewPx: this.#sizeOf('columns'),
          content: columnItem,
          scroll: (top) => this.#scrolled({ columns: top }),
          choose: (at) => this.#select(at),
          accept: () => this.#focus('.search'),
          key: (event) => this.#columnKey(event),
          drag: (at) => columns[at]?.name ?? '',
        })}
      </div>
      <div class="side">${this.#form(snapshot) ?? this.#fieldSide(snapshot)}</div>
    </div>`;
  }

  /** Undefined while none is shown, and once the column has another field. */
  #form({ columns, fields, timeZone = '' }: MappingSnapshot): TemplateResult | undefined {
    const { column, field } = this.converted ?? {};
    const shown = columns.find((one) => one.name === column && one.field === field && field !== undefined);
    if (!shown) return undefined;
    return html`<kinetic-conversion
      .column=${shown}
      .references=${fields.find(({ name }) => name === field)?.references ?? []}
      .timeZone=${timeZone}
      .refused=${this.refused}
      @apply=${({ detail }: CustomEvent<Applied>) => this.#apply(detail)}
      @leave=${() => this.#leaveForm()}
      @text=${() => this.#host.notify({ type: 'openText' })}
    ></kinetic-conversion>`;
  }

  #convert(): void {
    const { name, field } = this.snapshot?.columns[this.column] ?? {};
    if (name === undefined || field === undefined) return;
    this.refused = '';
    this.converted = { column: name, field };
  }

  #apply(applied: Applied): void {
    this.refused = '';
    this.#host.notify(applied);
  }

  #leaveForm(): void {
    this.converted = undefined;
    this.#focus('#columns');
  }

  #fieldSide(snapshot: MappingSnapshot): TemplateResult {
    const found = this.#found();
    return fieldSide(snapshot, {
      found,
      query: this.query,
      active: this.field,
      scrolled: this.scrolls.fields,
      viewPx: this.#sizeOf('fields'),
      search: (query) => this.#search(query),
      scroll: (top) => this.#scrolled({ fields: top }),
      key: (event) => this.#fieldKey(event),
      map: (at, column = snapshot.columns[this.column]?.name) => this.#map(column, found[at]?.name),
    });
  }

  #found = (): readonly MappableField[] => matching(this.snapshot?.fields ?? [], this.query);

  #columnKey(event: KeyboardEvent): void {
    const columns = this.snapshot?.columns ?? [];
    const name = columns[this.column]?.name;
    if (event.key === 'Enter') this.#focus('.search');
    else if (event.key === 'F2') this.#convert();
    else if (event.key === 'Delete' && name !== undefined) this.#leaveOut(name);
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== ' ') {
      this.#search(event.key);
      this.#focus('.search');
    } else {
      const moved = movedBy(event.key, this.column, columns.length, this.#sizeOf('columns'));
      if (moved === undefined) return;
      this.#select(moved);
    }
    event.preventDefault();
  }

  #fieldKey(event: KeyboardEvent): void {
    const found = this.#found();
    if (event.key === 'Enter') this.#map(this.snapshot?.columns[this.column]?.name, found[this.field]?.name);
    else if (event.key === 'Escape') {
      this.#search('');
      this.#focus('#columns');
    } else {
      const isText = event.key === 'Home' || event.key === 'End';
      const moved = isText ? undefined : movedBy(event.key, this.field, found.length, this.#sizeOf('fields'));
      if (moved === undefined) return;
      this.field = moved;
      this.#reveal('fields', moved);
    }
    event.preventDefault();
  }

  /** The next column that has no field is active then. */
  #map(column: string | undefined, field: string | undefined): void {
    if (column === undefined || field === undefined) return;
    this.#host.notify({ type: 'map', column, field });
    this.said = say('mapped', { column, field });
    this.#search('');
    this.#next(column);
  }

  #leaveOut(column: string): void {
    this.#host.notify({ type: 'leaveOut', column });
    this.said = say('gone', { column });
    this.#next(column);
  }

  #next(column: string): void {
    const columns = this.snapshot?.columns ?? [];
    const at = columns.findIndex(({ name }) => name === column);
    const next = columns.findIndex(({ field, isLeftOut }, place) => place > at && field === undefined && !isLeftOut);
    this.#select(next < 0 ? at : next);
    this.#focus('#columns');
  }

  /** The field that the column has is shown, too. */
  #select(at: number): void {
    this.column = at;
    this.#reveal('columns', at);
    const name = this.snapshot?.columns[at]?.field;
    const field = this.#found().findIndex((found) => found.name === name);
    if (field < 0) return;
    this.field = field;
    this.#reveal('fields', field);
  }

  #search(query: string): void {
    this.query = query;
    this.field = 0;
    this.#reveal('fields', 0);
  }

  #received(message: MappingToPage): void {
    if (message.type === 'preview') this.preview = message;
    else if (message.type === 'refused') this.refused = message.message;
    else this.snapshot = message;
  }

  #scrolled(change: Partial<MappingPanel['scrolls']>): void {
    this.scrolls = { ...this.scrolls, ...change };
  }

  #scrolledPreview({ currentTarget }: Event): void {
    const { scrollTop, scrollLeft } = currentTarget as HTMLElement;
    this.#scrolled({ top: scrollTop, left: scrollLeft });
  }

  #previewView() {
    const { top, left } = this.scrolls;
    return { top, left, widthPx: innerWidth, heightPx: this.#sizeOf('preview') };
  }

  #sizeOf = (id: string): number => this.renderRoot.querySelector(`#${id}`)?.clientHeight ?? assumedPx;

  #reveal(id: 'columns' | 'fields', at: number): void {
    const list = this.renderRoot.querySelector(`#${id}`);
    if (list) list.scrollTop = scrolledTo(at, list.scrollTop, list.clientHeight, itemPx);
  }

  #focus(selector: string): void {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  /** The first layout gives the sizes of the lists. */
  override updated(changed: PropertyValues<this>): void {
    if (changed.has('snapshot') && changed.get('snapshot') === undefined) this.requestUpdate();
  }
}

customElements.define('kinetic-conversion', ConversionForm);
customElements.define('kinetic-mapping', MappingPanel);
