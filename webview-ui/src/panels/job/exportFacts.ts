// What an export is like, in a few words beside its file.
import { html, nothing, type TemplateResult } from 'lit';
import type { JobSnapshot } from '../../../../src/shared/protocol/job';
import { say } from './strings';

export function exportFacts({ query }: JobSnapshot): TemplateResult | typeof nothing {
  if (!query) return nothing;
  const facts = [
    say(query.format),
    ...(query.isRest ? [say('overRest')] : []),
    ...(query.all ? [say('withDeleted')] : []),
  ];
  return html`${facts.map((fact) => html`<span>${fact}</span>`)}`;
}
