// Elements of the XML that Salesforce answers to SOAP calls, found by their names.

/** Elements may have a prefix, such as `sf:`. None contains one of its own name. */
const pattern = (name: string): RegExp => new RegExp(`<((?:\\w+:)?${name})(?:\\s[^>]*[^/>])?>([\\s\\S]*?)</\\1>`, 'g');

export const withoutElements = (xml: string, name: string): string => xml.replace(pattern(name), '');

/** The content of all elements of that name, as XML. */
export const elements = (xml: string, name: string): readonly string[] =>
  [...xml.matchAll(pattern(name))].map(([, , content = '']) => content);

/** Of the first element of that name; undefined without one and for one that is nil. */
export function textOf(xml: string, name: string): string | undefined {
  const [content] = elements(xml, name);
  return content === undefined ? undefined : unescapeXml(content);
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

export const unescapeXml = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
