// Reads the format of Java's property files, in which Data Loader saves its mappings.

export interface Property {
  readonly key: string;
  readonly value: string;
  /** Line on which it starts, from 1. */
  readonly line: number;
}

/** All of them in the order of the file, also a key that occurs again. */
export function readProperties(text: string): readonly Property[] {
  return logicalLines(text).flatMap(({ text: content, line }): Property[] => {
    if (content === '' || /^[#!]/.test(content)) return [];
    const end = keyEnd(content);
    const value = content.slice(end).replace(/^[ \t\f]*[=:]?[ \t\f]*/, '');
    return [{ key: unescape(content.slice(0, end)), value: unescape(value), line }];
  });
}

interface LogicalLine {
  readonly text: string;
  readonly line: number;
}

/** A backslash at the end of a line continues it on the next, whose first blanks do not count. */
function logicalLines(text: string): readonly LogicalLine[] {
  const lines: LogicalLine[] = [];
  let open: LogicalLine | undefined;
  text.split(/\r\n|\r|\n/).forEach((raw, at) => {
    const content: string = (open?.text ?? '') + raw.replace(/^[ \t\f]+/, '');
    const line: number = open?.line ?? at + 1;
    const isComment = open === undefined && /^[#!]/.test(content);
    const backslashes = /\\*$/.exec(content)?.[0].length ?? 0;
    if (!isComment && backslashes % 2 === 1) {
      open = { text: content.slice(0, -1), line };
      return;
    }
    open = undefined;
    lines.push({ text: content, line });
  });
  if (open) lines.push(open);
  return lines;
}

/** The first blank, `=` or `:` without a backslash before it. */
function keyEnd(line: string): number {
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '\\') at++;
    else if (/[ \t\f=:]/.test(line[at] ?? '')) return at;
  }
  return line.length;
}

const controls: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

const unescape = (text: string): string =>
  text.replace(/\\(?:u([0-9a-f]{4})|(.))/gis, (_, code: string | undefined, letter = '') =>
    code === undefined ? (controls[letter as string] ?? (letter as string)) : String.fromCharCode(parseInt(code, 16)),
  );
