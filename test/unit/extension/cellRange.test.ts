// A cell that a message names is selected in the editor: the right one, whatever is in the cells before it.
import assert from 'node:assert/strict';
import { cellRange } from '../../../src/extension/cellRange';

function selected(text: string, line: number, index: number, delimiter = ','): string | undefined {
  const lines = text.split('\n');
  const found = cellRange((at) => lines[at], { line, index, delimiter });
  if (!found) return undefined;
  const [[fromLine, from], [toLine, to]] = found;
  if (fromLine === toLine) return lines[fromLine]?.slice(from, to);
  const between = lines.slice(fromLine + 1, toLine);
  return [lines[fromLine]?.slice(from), ...between, lines[toLine]?.slice(0, to)].join('\n');
}

describe('the cell in an editor', () => {
  it('is found in its row, also the first and the last', () => {
    const text = 'a,b,c\n1,22,333';
    assert.deepEqual(
      [0, 1, 2].map((index) => selected(text, 1, index)),
      ['1', '22', '333'],
    );
  });

  it('is not moved by delimiters and line breaks in quotes, and has its own quotes', () => {
    const text = 'a;b;c\n"x;\ny";"say ""hi; there""";3';
    assert.deepEqual(
      [0, 1, 2].map((index) => selected(text, 1, index, ';')),
      ['"x;\ny"', '"say ""hi; there"""', '3'],
    );
  });

  it('is none where the row is shorter or the text has ended', () => {
    assert.equal(selected('a,b\n1', 1, 1), undefined);
    assert.equal(selected('a,b', 4, 0), undefined);
    assert.equal(selected('a,b\n"1,2', 1, 0), undefined);
  });
});
