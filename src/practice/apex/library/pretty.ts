// JSON on several lines, as JSON.serializePretty writes it: lists stay on one line.

/** @param text JSON without spaces between its tokens, or with them; numbers keep their digits */
export function prettyJson(text: string): string {
  const tokens = text.match(/"(?:\\.|[^"\\])*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  let at = 0;
  const next = (): string => tokens[at++] ?? '';
  const value = (indent: string): string => {
    const token = next();
    if (token === '{') return members(indent);
    return token === '[' ? elements(indent) : token;
  };
  const elements = (indent: string): string => {
    const items: string[] = [];
    while (at < tokens.length && tokens[at] !== ']') {
      items.push(value(indent));
      if (tokens[at] === ',') at++;
    }
    at++;
    return items.length === 0 ? '[ ]' : `[ ${items.join(', ')} ]`;
  };
  const members = (indent: string): string => {
    const inner = `${indent}  `;
    const lines: string[] = [];
    while (at < tokens.length && tokens[at] !== '}') {
      const name = next();
      at++;
      lines.push(`${inner}${name} : ${value(inner)}`);
      if (tokens[at] === ',') at++;
    }
    at++;
    return lines.length === 0 ? '{ }' : `{\n${lines.join(',\n')}\n${indent}}`;
  };
  return value('');
}
