// What is between the values of a record that is written as one line of JSON.

/** One line is `literals[0] value literals[1] value … end`. */
export interface LineTemplate {
  readonly literals: readonly Uint8Array[];
  readonly end: Uint8Array;
  /** The column of each value. */
  readonly columns: readonly number[];
  /** The values come in the order of the columns. */
  readonly isInOrder: boolean;
  /** Bytes of a line whose values are all null. */
  readonly emptyBytes: number;
}

type Node = Map<string, number | Node>;

const encoder = new TextEncoder();

/**
 * Columns with a path (`Account.Name`) are nested, and all fields of a parent are in one object, at the place of the
 * first of them. Of several columns with one name, the last has the value.
 */
export function lineTemplate(names: readonly string[]): LineTemplate {
  const texts: string[] = [];
  const columns: number[] = [];
  let text = '';
  const writeNode = (node: Node): void => {
    let separator = '{';
    for (const [key, child] of node) {
      text += `${separator}${JSON.stringify(key)}:`;
      separator = ',';
      if (typeof child === 'number') {
        columns.push(child);
        texts.push(text);
        text = '';
      } else writeNode(child);
    }
    text += '}';
  };
  writeNode(treeOf(names));
  return {
    literals: texts.map((literal) => encoder.encode(literal)),
    end: encoder.encode(`${text}\n`),
    columns,
    isInOrder: columns.every((column, place) => column === place),
    emptyBytes: encoder.encode([...texts, text].join('null')).length + 1,
  };
}

/** The line of a record whose values are all null. */
export function emptyLine(names: readonly string[]): string {
  const { literals, end } = lineTemplate(names);
  const decoder = new TextDecoder();
  return `${literals.map((literal) => `${decoder.decode(literal)}null`).join('')}${decoder.decode(end)}`;
}

function treeOf(names: readonly string[]): Node {
  const root: Node = new Map();
  for (const [column, name] of names.entries()) {
    const path = name.split('.');
    let node = root;
    for (const key of path.slice(0, -1)) node = childOf(node, key);
    node.set(path.at(-1) ?? '', column);
  }
  return root;
}

function childOf(node: Node, key: string): Node {
  const child = node.get(key);
  if (child instanceof Map) return child;
  const created: Node = new Map();
  node.set(key, created);
  return created;
}
