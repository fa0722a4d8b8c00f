// The steps of a field as a list of small forms.
import { html, nothing, type TemplateResult } from 'lit';
import type { StepForm, StepKind } from '../../../../src/shared/protocol/mapping';
import { icon, type IconName } from '../../icon';
import { choicesOf, isShown, optionsOf, type Editable, type Option } from './stepOptions';
import { sayStep } from './stepStrings';

export const kindName = (kind: StepKind): string => sayStep(kind === 'path' ? 'json' : kind);

/** `change` gets all steps. */
export function stepList(steps: readonly StepForm[], change: (steps: readonly StepForm[]) => void): TemplateResult {
  if (steps.length === 0) return html`<p class="quiet">${sayStep('noSteps')}</p>`;
  const replace = (at: number, step: StepForm): void => change(steps.map((one, nth) => (nth === at ? step : one)));
  return html`<ol>
    ${steps.map(
      (step, at) =>
        html`<li>
          <fieldset>
            <legend>${sayStep('step', { number: at + 1, name: nameOf(step) })}</legend>
            ${step.kind === 'textOnly' ? nothing : inputs(step, (changed) => replace(at, changed))}
            <div class="acts">
              ${small('up', sayStep('up', { number: at + 1 }), at > 0, () => change(swapped(steps, at - 1)))}
              ${small('down', sayStep('down', { number: at + 1 }), at < steps.length - 1, () => change(swapped(steps, at)))}
              ${small('trash', sayStep('remove', { number: at + 1 }), true, () => change(steps.filter((_, nth) => nth !== at)))}
            </div>
          </fieldset>
        </li>`,
    )}
  </ol>`;
}

const nameOf = (step: StepForm): string =>
  step.kind === 'textOnly' ? sayStep('textOnly', { words: step.words }) : kindName(step.kind);

/** The step and the one after it have changed places. */
function swapped(steps: readonly StepForm[], at: number): readonly StepForm[] {
  const one = steps[at];
  const other = steps[at + 1];
  return one && other ? [...steps.slice(0, at), other, one, ...steps.slice(at + 2)] : steps;
}

const small = (name: IconName, label: string, isPossible: boolean, act: () => void): TemplateResult =>
  html`<button
    type="button"
    class="plain small"
    title=${label}
    aria-label=${label}
    ?disabled=${!isPossible}
    @click=${act}
  >
    ${icon(name)}
  </button>`;

type Change = (step: Editable) => void;

function inputs(step: Editable, change: Change): TemplateResult {
  const set = (name: string, value: string): void => change({ ...step, options: { ...step.options, [name]: value } });
  return html`${optionsOf[step.kind]
    .filter((option) => isShown(option, step))
    .map((option) => optionInput(option, step.options[option.name] ?? '', (value) => set(option.name, value)))}
  ${step.values ? valueInputs(step, step.values, change) : nothing}`;
}

function optionInput(option: Option, value: string, set: (value: string) => void): TemplateResult {
  const label = sayStep(option.label);
  if (!option.choices) return textInput(label, value, { set, isRequired: option.isRequired === true });
  return html`<label
    >${label}
    <select @change=${(event: Event) => set((event.currentTarget as HTMLSelectElement).value)}>
      ${choicesOf(option, value).map(([one, text]) => html`<option value=${one} .selected=${one === value}>${text}</option>`)}
    </select>
  </label>`;
}

interface TextInput {
  readonly set: (value: string) => void;
  readonly isRequired: boolean;
}

export const textInput = (label: string, value: string, { set, isRequired }: TextInput): TemplateResult =>
  html`<label
    >${label}
    <input
      spellcheck="false"
      ?required=${isRequired}
      .value=${value}
      @input=${(event: Event) => set((event.currentTarget as HTMLInputElement).value)}
    />
  </label>`;

type Values = readonly (readonly [string, string])[];

function valueInputs(step: Editable, values: Values, change: Change): TemplateResult {
  const set = (changed: Values): void => change({ ...step, values: changed.map(([from, to]) => [from, to]) });
  const replace = (at: number, pair: readonly [string, string]): void =>
    set(values.map((one, nth) => (nth === at ? pair : one)));
  return html`<div class="values">
    ${values.map(
      ([from, to], at) =>
        html`<div class="pair">
          ${textInput(sayStep('from', { number: at + 1 }), from, {
            set: (text) => replace(at, [text, to]),
            isRequired: false,
          })}
          ${textInput(sayStep('to', { number: at + 1 }), to, { set: (text) => replace(at, [from, text]), isRequired: false })}
          ${small('trash', sayStep('removeValue', { number: at + 1 }), true, () => set(values.filter((_, nth) => nth !== at)))}
        </div>`,
    )}
    <button type="button" class="button secondary" @click=${() => set([...values, ['', '']])}>
      ${sayStep('addValue')}
    </button>
  </div>`;
}
