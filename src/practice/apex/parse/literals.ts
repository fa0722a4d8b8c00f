// Converts literals: their types by their spelling, and the escapes of strings.
import type { LiteralContext, WhenLiteralContext } from '@apexdevtools/apex-parser';
import { atOf, present } from './nodes';
import type { Expr, LiteralKind } from './tree';

export function literal(context: LiteralContext): Expr {
  const at = atOf(context);
  const text = context.getText();
  const make = (type: LiteralKind, value: string): Expr => ({ ...at, kind: 'literal', type, text: value });
  if (present(context.StringLiteral())) return make('String', unescaped(text.slice(1, -1)));
  if (present(context.MultilineStringLiteral())) return make('String', multiline(text));
  if (present(context.BooleanLiteral())) return make('Boolean', text.toLowerCase());
  if (present(context.NULL())) return make('null', '');
  return make(numberKind(text), text.replace(/[lLdD]$/, ''));
}

function numberKind(text: string): LiteralKind {
  if (/l$/i.test(text)) return 'Long';
  if (/d$/i.test(text)) return 'Double';
  return text.includes('.') ? 'Decimal' : 'Integer';
}

/** A literal after `when`; undefined for a name. */
export function whenLiteral(context: WhenLiteralContext): Expr {
  const inner = present(context.whenLiteral());
  if (inner) return whenLiteral(inner);
  const at = atOf(context);
  const name = present(context.qualifiedName());
  if (name) return { ...at, kind: 'name', name: name.getText() };
  const make = (type: LiteralKind, text: string): Expr => ({ ...at, kind: 'literal', type, text });
  const text = context.getText();
  if (present(context.StringLiteral())) return make('String', unescaped(text.slice(1, -1)));
  if (present(context.NULL())) return make('null', '');
  return make(numberKind(text), text.replace(/[lL]$/, ''));
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

const unescaped = (text: string): string =>
  text.replaceAll(/\\(u[0-9a-fA-F]{4}|[\s\S])/g, (_, letter: string) =>
    letter.length === 5 ? String.fromCharCode(Number.parseInt(letter.slice(1), 16)) : (escapes[letter] ?? letter),
  );

/** The text starts on the line after the opening quotes. */
const multiline = (text: string): string => unescaped(text.slice(3, -3).replace(/^[ \t]*\r?\n/, ''));
