// Cuts a query out of code: drops blanks, comments before it, quotes, brackets and a final semicolon.

export interface CutOut {
  readonly soql: string;
  /** Where it begins in the text. */
  readonly at: number;
}

const comment = /\/\/[^\n]*\n|\/\*[\s\S]*?\*\//g;
const inFront = /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/|["'`[(])*(?=select\b)/i;
const closers: Readonly<Record<string, string>> = { '"': '"', "'": "'", '`': '`', '[': ']', '(': ')' };

/** A text that is not a query stays the same, except for blanks around it. */
export function cutOut(text: string): CutOut {
  const before = (inFront.exec(text) ?? /^\s*/.exec(text))?.[0] ?? '';
  let soql = withoutEnd(text.slice(before.length));
  for (const opener of before.replace(comment, '')) {
    const closer = closers[opener];
    if (closer !== undefined && soql.endsWith(closer)) soql = withoutEnd(soql.slice(0, -1));
  }
  return { soql, at: before.length };
}

const withoutEnd = (text: string): string => text.replace(/[\s;]+$/, '');
