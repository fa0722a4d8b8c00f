// A load and its retries as one line: which attempt this is, what all of them came to, and the way to the others.
import { html, nothing, type TemplateResult } from 'lit';
import type { JobSnapshot } from '../../../../src/shared/protocol/job';
import { icon } from '../../icon';
import type { Notify } from './overview';
import { say } from './strings';

export function attempts({ attempts: family }: JobSnapshot, notify: Notify): TemplateResult | typeof nothing {
  if (!family) return nothing;
  return html`<section class="attempts" aria-label=${say('attempts')}>
    <span class="which">
      ${Array.from({ length: family.of }, (_, index) =>
        index === family.at
          ? html`<b aria-current="true">${say('attempt', { number: index + 1 })}</b>`
          : html`<button class="plain" @click=${() => notify({ type: 'openAttempt', index })}>
              ${say('attempt', { number: index + 1 })}
            </button>`,
      )}
    </span>
    <span>${familySentence(family)}</span>
    ${family.ownLines ? html`<span>${say('ownLines')}</span>` : nothing}
    <vscode-button secondary @click=${() => notify({ type: 'exportAttempts' })}>
      ${icon('export')} ${say('exportAttempts')}
    </vscode-button>
  </section>`;
}

export function familySentence({ totals }: NonNullable<JobSnapshot['attempts']>): string {
  const { total, succeeded, failed, unprocessed, pending, leftOut } = totals;
  return [
    say('familyTotal', { count: total }),
    say('familySucceeded', { count: succeeded }),
    say('familyFailed', { count: failed }),
    ...(unprocessed > 0 ? [say('familyUnprocessed', { count: unprocessed })] : []),
    ...(pending > 0 ? [say('familyPending', { count: pending })] : []),
    ...(leftOut > 0 ? [say('familyLeftOut', { count: leftOut })] : []),
  ].join(', ');
}
