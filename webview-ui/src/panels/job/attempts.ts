// A load and its retries in one line: which attempt this is, the result of all of them, and links to the others.
import { html, nothing, type TemplateResult } from 'lit';
import type { JobSnapshot } from '../../../../src/shared/protocol/job';
import { formatList } from '../../format';
import { iconButton } from '../../iconButton';
import type { Notify } from './pageKind';
import { say } from './strings';

export function attempts({ attempts: all }: JobSnapshot, notify: Notify): TemplateResult | typeof nothing {
  if (!all) return nothing;
  return html`<section class="attempts" aria-label=${say('attempts')}>
    <span class="which">
      ${Array.from({ length: all.of }, (_, index) =>
        index === all.at
          ? html`<b aria-current="true">${say('attempt', { number: index + 1 })}</b>`
          : html`<button class="plain" @click=${() => notify({ type: 'openAttempt', index })}>
              ${say('attempt', { number: index + 1 })}
            </button>`,
      )}
    </span>
    <span>${attemptsText(all)}</span>
    ${all.ownLines ? html`<span>${say('ownLines')}</span>` : nothing}
    ${iconButton('export', say('exportAttempts'), {
      hint: say('exportAttempts'),
      act: () => notify({ type: 'exportAttempts' }),
    })}
  </section>`;
}

function attemptsText({ totals }: NonNullable<JobSnapshot['attempts']>): string {
  const { total, succeeded, failed, unprocessed, unknown, pending, leftOut } = totals;
  return formatList([
    say('attemptsTotal', { count: total }),
    say('attemptsSucceeded', { count: succeeded }),
    say('attemptsFailed', { count: failed }),
    ...(unprocessed > 0 ? [say('attemptsUnprocessed', { count: unprocessed })] : []),
    ...(unknown > 0 ? [say('attemptsUnknown', { count: unknown })] : []),
    ...(pending > 0 ? [say('attemptsPending', { count: pending })] : []),
    ...(leftOut > 0 ? [say('attemptsLeftOut', { count: leftOut })] : []),
  ]);
}
