// Text of an org as part of an XML document.

/** Characters that XML 1.0 does not allow, not even as a reference. */
const forbidden =
  /[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A reader turns line breaks of an attribute into blanks.
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

const allowed = (text: string): string => text.replace(forbidden, '\ufffd');

/** ` name="value"`; nothing for a value that is missing. */
export const attributes = (values: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        ` ${name}="${allowed(String(value)).replace(/[&<>"\n\r\t]/g, (one) => references[one] ?? one)}"`,
    )
    .join('');

export const content = (text: string): string => allowed(text).replace(/[&<>\r]/g, (one) => references[one] ?? one);
