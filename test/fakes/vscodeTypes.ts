// Classes of the fake `vscode` that only keep what they are given, and its translation.
export class TreeItem {
  constructor(
    readonly label: string,
    readonly collapsibleState: number = 0,
  ) {}
}

export class Plain {
  constructor(
    readonly value: unknown,
    readonly more?: unknown,
  ) {}
}

export class CompletionItem {
  constructor(
    readonly label: string,
    readonly kind: number,
  ) {}
}

export class TerminalLink {
  constructor(
    readonly startIndex: number,
    readonly length: number,
    readonly tooltip: string,
  ) {}
}

export type Severity = 'info' | 'warning' | 'error' | 'status';

/** A notification, a dialog or a message in the status bar. */
export interface Shown {
  readonly severity: Severity;
  readonly text: string;
  readonly buttons: unknown[];
}

/** As VS Code does it: `{0}` by position, `{name}` by name. */
export const t = (message: string, ...args: unknown[]): string => {
  const [first] = args;
  const values = typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : args;
  return message.replace(/\{(\w+)\}/g, (whole, key: string) =>
    Object.hasOwn(values, key) ? String((values as Record<string, unknown>)[key]) : whole,
  );
};
