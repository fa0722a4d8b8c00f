// The XML of undelete, in Salesforce's spelling.
// https://developer.salesforce.com/docs/platform/api/guide/sforce-api-calls-undelete.html
import { escapeXml } from '../http/soapEnvelope';
import { elements, textOf, unescapeXml, withoutElements } from '../http/xmlElements';

interface SoapError {
  readonly code: string;
  readonly message: string;
  readonly fields: readonly string[];
}

/** What became of one record. */
export type Undeleted =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly id?: string; readonly errors: readonly SoapError[] };

/** The policy recognizes this form and no other (policy/intent). */
export const encodeUndelete = (ids: readonly string[]): string =>
  `<undelete>${ids.map((id) => `<ids>${escapeXml(id)}</ids>`).join('')}</undelete>`;

export const allOrNoneHeader = '<AllOrNoneHeader><allOrNone>true</allOrNone></AllOrNoneHeader>';

/** In the order of the ids. Throws for an answer that does not have one result for each. */
export function decodeUndelete(xml: string, count: number): readonly Undeleted[] {
  const results = elements(xml, 'result').map(toUndeleted);
  if (results.length !== count) throw new TypeError(`${count} results were expected, and ${results.length} came`);
  return results;
}

function toUndeleted(result: string): Undeleted {
  const withoutErrors = withoutElements(result, 'errors');
  const id = textOf(withoutErrors, 'id');
  const success = textOf(withoutErrors, 'success');
  if (success === 'true' && id !== undefined) return { ok: true, id };
  if (success !== 'false') throw new TypeError('a result does not say whether it succeeded');
  const errors = elements(result, 'errors').map((error) => ({
    code: textOf(error, 'statusCode') ?? '',
    message: textOf(error, 'message') ?? '',
    fields: elements(error, 'fields').map(unescapeXml),
  }));
  return { ok: false, ...(id !== undefined && id !== '' && { id }), errors };
}
