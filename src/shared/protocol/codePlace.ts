// Where the code of an org refused a record. Salesforce says it in the text of the row's error, which also pages get.
// What acts on it names code by a word of a strict form: a text opens nothing by itself.

export interface CodePlace {
  readonly kind: 'class' | 'trigger';
  /** With namespace and outer class, for example `Orders.Line`. */
  readonly name: string;
  /** From 1. */
  readonly line: number;
}

/** `Class.Orders.Line:12`, `Trigger.AccountTrigger:5` */
export const codePlacePattern = /^(Class|Trigger)\.([A-Za-z]\w{0,79}(?:\.[A-Za-z]\w{0,79}){0,2}):(\d{1,6})$/;

export function readCodePlace(text: string): CodePlace | undefined {
  const [, kind, name, line] = codePlacePattern.exec(text) ?? [];
  if (name === undefined) return undefined;
  return { kind: kind === 'Class' ? 'class' : 'trigger', name, line: Number(line) };
}

export interface CodeFailure {
  /** The exception with its type, without the stack. */
  readonly reason?: string;
  /** The innermost line of a class or a trigger, as {@link readCodePlace} reads it. */
  readonly place?: string;
}

/**
 * Of the message of a failed row: `AccountTrigger: execution of BeforeInsert`, `caused by: System.DmlException: …` and
 * the stack, with blank lines between. Empty for a message that does not come from code. Source:
 * https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/apex_dml_bulk_exceptions.htm
 */
export function codeFailureIn(message: string): CodeFailure {
  const reason = /^[\w.]+: execution of \w+\s+caused by: ([^\n]+)/.exec(message)?.[1];
  const [, kind, path = '', line] = /^(Class|Trigger)\.([\w.]+): line (\d+), column \d+$/m.exec(message) ?? [];
  // The last word of a place in a class is the method.
  const name = kind === 'Class' ? path.replace(/\.\w+$/, '') : path;
  const place = `${kind ?? ''}.${name}:${line ?? ''}`;
  return { ...(reason !== undefined && { reason }), ...(readCodePlace(place) && { place }) };
}
