// Lists of the command line: aligned and cut to the width of a terminal, cells between tabs elsewhere.
import assert from 'node:assert/strict';
import { rendered, styled } from '../../../src/cli/style';
import { aligned, tabbed, type Table } from '../../../src/cli/table';

const table: Table = {
  columns: [
    { title: 'Job' },
    { title: 'Total' },
    { title: 'Unknown', optional: 1 },
    { title: 'Org', min: 6, optional: 2 },
    { title: 'File', min: 8 },
  ],
  rows: [
    ['j1', 1200, 0, 'admin@acme.example', '/home/me/data/accounts.csv'],
    ['j2', '', 0, 'a', 'b.csv'],
  ],
};
const lines = (room: number, change: Partial<Table> = {}): readonly string[] =>
  aligned({ ...table, ...change }, room).map((line) => rendered(line, false));

describe('a table on a terminal', () => {
  it('has a header and aligned cells, numbers to the right, without columns that say nothing', () => {
    assert.deepEqual(lines(80), [
      'Job  Total  Org                 File',
      'j1   1,200  admin@acme.example  /home/me/data/accounts.csv',
      'j2          a                   b.csv',
    ]);
  });

  it('shortens the widest cells first, and then leaves out columns', () => {
    assert.deepEqual(lines(44)[1], 'j1   1,200  admin@a…example  /home/m…nts.csv');
    assert.deepEqual(lines(28), [
      'Job  Total  Org     File',
      'j1   1,200  ad…ple  /ho….csv',
      'j2          a       b.csv',
    ]);
    assert.deepEqual(lines(22), ['Job  Total  File', 'j1   1,200  /hom…s.csv', 'j2          b.csv']);
  });

  it('leaves out the column with the highest number first', () => {
    const columns = [{ title: 'A' }, { title: 'Bbbbbb', optional: 2 }, { title: 'Cccccc', optional: 1 }];
    const rows = [['a', 'b', 'c']];
    assert.deepEqual(lines(10, { columns, rows }), ['A  Cccccc', 'a  c']);
  });

  it('keeps titles whole, however narrow the terminal is', () => {
    const columns = [
      { title: 'MasterRecordId', min: 4 },
      { title: 'Name', min: 4 },
    ];
    assert.deepEqual(lines(10, { columns, rows: [['001', 'Moss Ltd.']] }), [
      'MasterRecordId  Name',
      '001             M…d.',
    ]);
  });

  it('becomes a list for each record when its columns do not fit', () => {
    const columns = [{ title: 'Id' }, { title: 'Name', min: 8 }, { title: 'Phone', min: 8 }];
    const rows = [
      ['001000000000001AAA', 'Alder Logistics', '+1 555'],
      ['001000000000002AAA', '', '+1 556'],
    ];
    assert.deepEqual(lines(30, { columns, rows, asLists: true }), [
      'Id     001000000000001AAA',
      'Name   Alder Logistics',
      'Phone  +1 555',
      '',
      'Id     001000000000002AAA',
      'Phone  +1 556',
    ]);
    assert.equal(lines(40, { columns, rows, asLists: true })[1], '001000000000001AAA  Alder…istics  +1 555');
  });

  it('fits every width that its smallest columns fit', () => {
    for (let room = 20; room < 100; room++)
      for (const line of lines(room)) assert.ok(line.length <= room, `${room}: ${line}`);
  });

  it('keeps an optional column that says something', () => {
    assert.match(lines(80, { rows: [['j1', 1, 2, '', '']] })[1] ?? '', /^j1 {7}1 {8}2/);
  });

  it('counts characters of two columns twice, and shows what would steer the terminal', () => {
    const rows = [['表', 1, 0, '\u001B[2J', 'a\tb\nc']];
    assert.deepEqual(lines(80, { rows }), ['Job  Total  Org   File', '表       1  ␛[2J  a␉b␊c']);
  });

  it('colors a cell without moving the next one', () => {
    const rows = [[styled('red', 'failed'), 1, 0, '', 'x']];
    const [, row = ''] = aligned({ ...table, rows }, 80).map((line) => rendered(line, true));
    assert.equal(row, '\u001B[31mfailed\u001B[39m      1  x');
  });
});

describe('a table in a pipe', () => {
  it('has a tab between cells, plain numbers, every column and no header', () => {
    assert.deepEqual(tabbed(table), [
      'j1\t1200\t0\tadmin@acme.example\t/home/me/data/accounts.csv',
      'j2\t\t0\ta\tb.csv',
    ]);
  });

  it('has no tab or line break inside a cell, and no color', () => {
    const rows = [['a\tb', 1, 0, styled('red', 'x'), 'c\nd']];
    assert.deepEqual(tabbed({ ...table, rows }), ['a␉b\t1\t0\tx\tc␊d']);
  });
});
