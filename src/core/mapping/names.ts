// How names of columns and fields are compared: without case, accents, punctuation and the suffix of custom fields.

const marks = /\p{M}/gu;
const notWord = /[^\p{L}\p{N}]+/gu;

/** Between `g` and `C` of BillingCity, between `C` and `C` of SICCode. */
const caseChange = /[\p{Ll}\p{N}](?=\p{Lu})|\p{Lu}(?=\p{Lu}\p{Ll})/gu;
const beyondAscii = /[^\0-\x7f]/;

const lower = (text: string): string =>
  (beyondAscii.test(text) ? text.normalize('NFKD').replace(marks, '') : text).toLowerCase();

/** Letters and digits only: `Billing City`, `billing_city` and `BillingCity` are the same. */
export const squash = (text: string): string => lower(text).replace(notWord, '');

/** `BillingCity`, `E-Mail (work)` and `external_id` cut into their words. */
export const wordsOf = (text: string): readonly string[] =>
  lower(text.replace(caseChange, '$& '))
    .split(notWord)
    .filter((word) => word !== '');

/** `Ext__c` and `ns__Ext__c` are both `Ext`. */
export const withoutSuffix = (name: string): string => name.replace(/__[a-z]{1,3}$/i, '').replace(/^[a-z0-9]+__/i, '');
