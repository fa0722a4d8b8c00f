import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TableColumn } from '../../../src/shared/protocol/table';
import { Columns } from '../../../webview-ui/src/grid/columns';
import { placeAfter, rowSpans, Selection } from '../../../webview-ui/src/grid/selection';
import { selectedCells } from '../../../webview-ui/src/grid/selectedCells';
import { TallScroll } from '../../../webview-ui/src/grid/tallScroll';
import { shown, toTsv } from '../../../webview-ui/src/grid/text';

const columnsOf = (widths: readonly number[], pinned = 1): Columns => {
  const list = widths.map((_, i): TableColumn => ({ id: String(i), label: String(i), kind: 'text', sortable: true }));
  return new Columns(list, pinned, (_, i) => widths[i] ?? 0);
};

describe('columns of a grid', () => {
  it('are found by the stretch they touch, at any widths', () => {
    const widths = fc.array(fc.integer({ min: 40, max: 400 }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(widths, fc.nat(5000), fc.integer({ min: 1, max: 2000 }), (all, left, width) => {
        const columns = columnsOf(all);
        const { first, last } = columns.touching(left, width);
        for (let i = 1; i < columns.count; i++) {
          const start = columns.left(i) - columns.left(1);
          const inside = start + columns.width(i) > left && start < left + width;
          if (inside) assert.ok(i >= first && i <= last, `column ${i} is on the screen`);
        }
      }),
    );
  });

  it('move their neighbors when they are resized, and stay within limits', () => {
    const columns = columnsOf([50, 100, 100]);
    columns.resize(1, 30);
    assert.deepEqual([columns.width(1), columns.left(2), columns.totalWidth], [40, 90, 190]);
    columns.resize(1, 99_999);
    assert.equal(columns.width(1), 1200);
  });
});

describe('a scroll bar for very tall content', () => {
  const content = 24_000_000;
  const view = 600;
  const tall = (): TallScroll => {
    const scroll = new TallScroll(8_000_000);
    scroll.resize(content, view);
    return scroll;
  };

  it('is exact while the content fits into an element', () => {
    const scroll = new TallScroll(8_000_000);
    scroll.resize(50_000, view);
    for (const top of [0, 17, 40_000, 49_400]) assert.deepEqual([scroll.moved(top), scroll.shift], [top, 0]);
  });

  it('reaches both ends and the middle when the bar is dragged there', () => {
    const scroll = tall();
    assert.equal(scroll.moved(8_000_000 - view), content - view);
    assert.equal(scroll.moved(0), 0);
    const middle = scroll.moved((8_000_000 - view) / 2);
    assert.ok(Math.abs(middle - (content - view) / 2) <= 1);
  });

  it('moves pixel by pixel for small steps, so that no row is skipped', () => {
    const scroll = tall();
    const start = scroll.moved(4_000_000);
    for (let step = 1; step <= 50; step++) assert.equal(scroll.moved(4_000_000 + step * 100), start + step * 100);
  });

  it('never leaves the content, wherever the bar is dragged', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500, max: 8_000_000 }), { maxLength: 50 }), (tops) => {
        const scroll = tall();
        for (const top of tops) {
          const at = Math.min(Math.max(top, 0), 8_000_000 - view);
          const place = scroll.moved(at);
          assert.ok(place >= 0 && place <= content - view);
          assert.equal(place + scroll.shift, at);
        }
      }),
    );
  });

  it('puts the bar where a given position becomes visible', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: content }), (place) => {
        const scroll = tall();
        const top = scroll.reveal(place);
        assert.ok(top >= 0 && top <= 8_000_000 - view);
        const wanted = Math.min(place, content - view);
        assert.ok(Math.abs(scroll.moved(top) - wanted) <= 1);
      }),
    );
  });
});

describe('moving through cells by keyboard', () => {
  const extent = { rows: 100, columns: 10, pageRows: 20 };
  const press = (key: string, far = false) =>
    placeAfter({ key, ctrlKey: far, metaKey: false }, { row: 50, column: 5 }, extent);

  it('has the keys of spreadsheets', () => {
    assert.deepEqual(press('ArrowDown'), { row: 51, column: 5 });
    assert.deepEqual(press('ArrowLeft'), { row: 50, column: 4 });
    assert.deepEqual(press('PageDown'), { row: 70, column: 5 });
    assert.deepEqual(press('PageUp'), { row: 30, column: 5 });
    assert.deepEqual(press('Home'), { row: 50, column: 0 });
    assert.deepEqual(press('End'), { row: 50, column: 9 });
    assert.deepEqual(press('Home', true), { row: 0, column: 0 });
    assert.deepEqual(press('End', true), { row: 99, column: 9 });
    assert.deepEqual(press('ArrowDown', true), { row: 99, column: 5 });
    assert.equal(press('x'), undefined);
  });

  it('stays inside the grid, with the header above the first row', () => {
    const from = { row: 0, column: 0 };
    const stroke = (key: string) => placeAfter({ key, ctrlKey: false, metaKey: false }, from, extent);
    assert.deepEqual(stroke('ArrowUp'), { row: -1, column: 0 });
    assert.deepEqual(stroke('ArrowLeft'), from);
    assert.deepEqual(stroke('PageUp'), from);
  });

  it('selects the block between the start and the end of a move', () => {
    const selection = new Selection();
    selection.moveTo({ row: 5, column: 3 }, false);
    selection.moveTo({ row: 2, column: 4 }, true);
    assert.deepEqual(selection.blocks.at(-1), { top: 2, bottom: 5, left: 3, right: 4 });
    assert.ok(selection.has(3, 4) && !selection.has(3, 5));
  });

  it('adds single rows to a selection, takes them out again, and starts over without the key', () => {
    const selection = new Selection();
    selection.moveTo({ row: 2, column: 1 }, false);
    selection.toggle({ row: 5, column: 1 });
    selection.toggle({ row: 3, column: 1 });
    selection.moveTo({ row: 4, column: 1 }, true);
    assert.deepEqual(rowSpans(selection.blocks), [{ first: 2, rows: 4 }]);
    selection.toggle({ row: 3, column: 2 });
    assert.deepEqual(rowSpans(selection.blocks), [
      { first: 2, rows: 1 },
      { first: 4, rows: 2 },
    ]);
    assert.deepEqual(selection.active, { row: 3, column: 2 });
    assert.ok(!selection.has(3, 2) && selection.has(5, 1));
    selection.moveTo({ row: 9, column: 0 }, false);
    assert.deepEqual(rowSpans(selection.blocks), [{ first: 9, rows: 1 }]);
    selection.toggle({ row: 9, column: 0 });
    assert.deepEqual(rowSpans(selection.blocks), [{ first: 9, rows: 1 }], 'the only row stays selected');
  });

  it('counts a row of several blocks once, and the header never', () => {
    const place = fc.record({ row: fc.integer({ min: -1, max: 12 }), column: fc.nat(3) });
    const steps = fc.array(fc.record({ place, how: fc.constantFrom('alone', 'extend', 'toggle') }), { minLength: 1 });
    fc.assert(
      fc.property(steps, (all) => {
        const selection = new Selection();
        for (const { place: to, how } of all)
          if (how === 'toggle') selection.toggle(to);
          else selection.moveTo(to, how === 'extend');
        const rows = rowSpans(selection.blocks).flatMap(({ first, rows: many }) =>
          Array.from({ length: many }, (_, at) => first + at),
        );
        const selected = Array.from({ length: 13 }, (_, row) => row).filter((row) =>
          [0, 1, 2, 3].some((column) => selection.has(row, column)),
        );
        assert.deepEqual(rows, selected);
      }),
    );
  });
});

describe('the cells of several blocks', () => {
  const block = (top: number, bottom: number, left: number, right: number) => ({ top, bottom, left, right });

  it('have each row once, with every column that was selected in it', () => {
    const selection = new Selection();
    selection.moveTo({ row: 3, column: 0 }, false);
    selection.toggle({ row: 1, column: 2 });
    selection.moveTo({ row: 4, column: 2 }, true);
    assert.deepEqual(selectedCells(selection.blocks), [
      { first: 1, last: 2, columns: [2] },
      { first: 3, last: 3, columns: [0, 2] },
      { first: 4, last: 4, columns: [2] },
    ]);
  });

  it('leave the header out, and rows between the blocks', () => {
    assert.deepEqual(selectedCells([block(-1, -1, 0, 3)]), []);
    assert.deepEqual(selectedCells([block(7, 8, 1, 1), block(-1, 2, 0, 1)]), [
      { first: 0, last: 2, columns: [0, 1] },
      { first: 7, last: 8, columns: [1] },
    ]);
  });

  it('are the selected cells, whatever the blocks are', () => {
    const side = fc.tuple(fc.nat(8), fc.nat(8)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    const blocks = fc.array(fc.tuple(side, side), { maxLength: 5 });
    fc.assert(
      fc.property(blocks, (all) => {
        const cells = selectedCells(all.map(([[top, bottom], [left, right]]) => block(top, bottom, left, right)));
        const found = cells.flatMap(({ first, last, columns }) =>
          Array.from({ length: last - first + 1 }, (_, at) =>
            columns.map((column) => `${first + at}:${column}`),
          ).flat(),
        );
        const expected = Array.from({ length: 81 }, (_, at) => [Math.floor(at / 9), at % 9] as const)
          .filter(([row, column]) =>
            all.some(
              ([[top, bottom], [left, right]]) => row >= top && row <= bottom && column >= left && column <= right,
            ),
          )
          .map(([row, column]) => `${row}:${column}`);
        assert.deepEqual(found, expected);
      }),
    );
  });
});

describe('text of cells', () => {
  it('shows line breaks and tabs as symbols on one line', () => {
    assert.equal(shown('a\r\nb\nc\td'), 'a↵b↵c⇥d');
    assert.equal(shown('x'.repeat(400)).length, 301);
    assert.equal(shown('  007 '), '  007 ');
  });

  it('is copied so that a spreadsheet reads the same values', () => {
    const rows = [
      ['1', 'a\tb', 'say "hi"'],
      ['2', null, 'two\nlines'],
    ];
    assert.equal(toTsv(rows, [0, 1, 2]), '1\t"a\tb"\t"say ""hi"""\n2\t\t"two\nlines"');
    assert.equal(toTsv(rows, [0]), '1\n2');
  });
});
