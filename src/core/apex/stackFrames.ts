// The stack trace of an Apex exception, line by line.

export interface StackFrame {
  /** As Salesforce writes it, for example `Class.Orders.close: line 3, column 1`. */
  readonly text: string;
  /** The code that ran, a class of the org, or a trigger. */
  readonly kind: 'anonymous' | 'class' | 'trigger';
  /** Of the class or the trigger, with namespace and outer class. */
  readonly name?: string;
  readonly method?: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
}

/** Without the lines that have no place, such as `(System Code)`. The innermost frame comes first. */
export const toFrames = (stack: string): readonly StackFrame[] => stack.split('\n').flatMap(toFrame);

function toFrame(entry: string): readonly StackFrame[] {
  const text = entry.trim();
  const [, where = '', line, column] = /^(.+): line (\d+), column (\d+)$/.exec(text) ?? [];
  const place = { text, line: Number(line), column: Number(column) };
  if (/^AnonymousBlock(?:\.\w+)?$/.test(where)) return [{ ...place, kind: 'anonymous' }];
  const [, kind, path = ''] = /^(Class|Trigger)\.(.+)$/.exec(where) ?? [];
  if (kind === 'Trigger') return [{ ...place, kind: 'trigger', name: path }];
  if (kind === undefined) return [];
  const [, name = path, method] = /^(.+)\.([^.]+)$/.exec(path) ?? [];
  return [{ ...place, kind: 'class', name, ...(method !== undefined && { method }) }];
}
