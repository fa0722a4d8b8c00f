// The form for the steps and the lookup of one field. It changes nothing until it is applied.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import {
  stepKinds,
  type Conversion,
  type MappedColumn,
  type MappingToHost,
  type StepForm,
  type StepKind,
} from '../../../../src/shared/protocol/mapping';
import { icon } from '../../icon';
import { pageStyles } from '../../pageStyles';
import { formStyles } from './formStyles';
import { newStep } from './stepOptions';
import { kindName, stepList, textInput } from './stepList';
import { sayStep } from './stepStrings';

/** Applied with the field and its steps. */
export type Applied = Extract<MappingToHost, { type: 'convert' }>;

interface Draft extends Conversion {
  readonly timeZone: string;
}

/** Fires `apply` with {@link Applied}, `leave` and `text`, which asks for the text of the file. */
export class ConversionForm extends LitElement {
  static override styles = [pageStyles, formStyles];
  static override properties = {
    column: { attribute: false },
    references: { attribute: false },
    timeZone: { attribute: false },
    refused: { attribute: false },
    draft: { state: true },
    kind: { state: true },
  };
  /** With its field and conversion. */
  declare column: MappedColumn;
  /** Objects whose records the field names. */
  declare references: readonly string[];
  /** Of the file; empty for none. */
  declare timeZone: string;
  /** Why the last steps were not taken; empty when they were. */
  declare refused: string;
  /** What was changed and not yet applied. */
  declare draft: Draft | undefined;
  /** Of the step to add. */
  declare kind: StepKind;
  #isApplied = false;

  constructor() {
    super();
    this.references = [];
    this.timeZone = '';
    this.refused = '';
    this.kind = 'trim';
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('#kind')?.focus();
  }

  /** The answer to what was applied is another column, or what is wrong with it. */
  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('refused') && this.refused !== '') this.#isApplied = false;
    const before = changed.get('column');
    if (!before || (before.field === this.column.field && !this.#isApplied)) return;
    this.draft = undefined;
    this.#isApplied = false;
  }

  override render(): TemplateResult {
    const { column } = this;
    const { steps } = this.#shown();
    return html`<form
      aria-label=${sayStep('form', { column: column.name, field: column.field ?? '' })}
      @submit=${(event: Event) => this.#apply(event)}
      @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.#fire('leave')}
    >
      <h2>${column.name} → ${column.field}</h2>
      <div class="body">
        ${stepList(steps, (changed) => this.#change({ steps: [...changed] }))} ${this.#adding()} ${this.#lookup()}
        ${this.#zone(steps)}
      </div>
      ${this.refused === '' ? nothing : html`<p class="banner error" role="alert">${icon('error')}<span>${this.refused}</span></p>`}
      <div class="end">
        <button class="button">${sayStep('apply')}</button>
        <button type="button" class="button secondary" @click=${() => this.#fire('leave')}>${sayStep('close')}</button>
        <button type="button" class="plain link" @click=${() => this.#fire('text')}>${sayStep('editText')}</button>
      </div>
    </form>`;
  }

  #adding(): TemplateResult {
    return html`<div class="adding">
      <label
        >${sayStep('newStep')}
        <select
          id="kind"
          @change=${(event: Event) => (this.kind = (event.currentTarget as HTMLSelectElement).value as StepKind)}
        >
          ${stepKinds.map((kind) => html`<option value=${kind} .selected=${kind === this.kind}>${kindName(kind)}</option>`)}
        </select>
      </label>
      <button type="button" class="button secondary" @click=${() => this.#add()}>${sayStep('add')}</button>
    </div>`;
  }

  #lookup(): TemplateResult | typeof nothing {
    const { lookup } = this.#shown();
    if (!lookup && this.references.length === 0) return nothing;
    const set = (change: Partial<NonNullable<Conversion['lookup']>>): void =>
      this.#change({ lookup: { object: '', by: '', ...lookup, ...change } });
    return html`<fieldset>
      <legend>
        <label class="check">
          <input
            type="checkbox"
            .checked=${lookup !== undefined}
            @change=${(event: Event) => this.#toggleLookup(event)}
          />
          ${sayStep('lookup')}
        </label>
      </legend>
      ${
        lookup
          ? html`${textInput(sayStep('lookupObject'), lookup.object, { set: (object) => set({ object }), isRequired: true })}
            ${textInput(sayStep('lookupBy'), lookup.by, { set: (by) => set({ by }), isRequired: true })}`
          : nothing
      }
    </fieldset>`;
  }

  #toggleLookup(event: Event): void {
    const { lookup: _, ...others } = this.#shown();
    const isOn = (event.currentTarget as HTMLInputElement).checked;
    this.draft = isOn ? { ...others, lookup: { object: this.references[0] ?? '', by: 'Name' } } : others;
  }

  /** Only steps that read times need it. */
  #zone(steps: readonly StepForm[]): TemplateResult | typeof nothing {
    if (!steps.some(({ kind }) => kind === 'dateTime')) return nothing;
    const { timeZone } = this.#shown();
    return textInput(sayStep('timeZone'), timeZone, {
      set: (zone) => this.#change({ timeZone: zone }),
      isRequired: false,
    });
  }

  #shown = (): Draft => this.draft ?? { steps: [], ...this.column.conversion, timeZone: this.timeZone };

  #change(change: Partial<Draft>): void {
    this.draft = { ...this.#shown(), ...change };
  }

  #add(): void {
    const { steps } = this.#shown();
    this.#change({ steps: [...steps, newStep(this.kind)] });
  }

  #apply(event: Event): void {
    event.preventDefault();
    if (!this.draft) return;
    const { steps, lookup, timeZone } = this.draft;
    this.#isApplied = true;
    this.#fire('apply', {
      type: 'convert',
      field: this.column.field ?? '',
      steps,
      ...(lookup && { lookup }),
      ...(timeZone !== this.timeZone && { timeZone: timeZone.trim() }),
    });
  }

  #fire(name: 'apply' | 'leave' | 'text', detail?: Applied): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
