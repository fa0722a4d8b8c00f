// Which encoding a file has is a person's choice, so the likeliest one comes first, with what it makes of the values.
import assert from 'node:assert/strict';
import { encodingCandidates, type EncodingCandidate } from '../../../../src/core/csv/encodingCandidates';
import { bytesOf } from './csvFiles';

const join = (...pieces: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(pieces.flatMap((piece) => (typeof piece === 'string' ? [...bytesOf(piece)] : [...piece])));

const ofNames = (candidates: readonly EncodingCandidate[]): readonly string[] =>
  candidates.map(({ encoding }) => encoding);

describe('the encodings that a file may have', () => {
  const written: readonly (readonly [string, string, Uint8Array, string])[] = [
    ['French', 'windows-1252', join('Name\nCaf', [0xe9], ' cr', [0xe8], 'me\n'), 'Café crème'],
    ['prices in euros', 'windows-1252', join('Name,Price\nTea,', [0x80], '3\n'), '€3'],
    ['Russian', 'windows-1251', join('Name\n', [0xd0, 0xee, 0xec, 0xe0, 0xf8, 0xea, 0xe0], '\n'), 'Ромашка'],
    ['Polish', 'windows-1250', join('Name\nZak', [0xb3], 'ad Wo', [0x9c], 'ny\n'), 'Zakład Wośny'],
    [
      'Japanese',
      'shift_jis',
      join('Name,City\n', [0x8a, 0x94, 0x8e, 0xae, 0x89, 0xef, 0x8e, 0xd0], ',', [0x93, 0x8c, 0x8b, 0x9e], '\n'),
      '株式会社',
    ],
    ['Chinese', 'gbk', join('Name\n', [0xd6, 0xd0, 0xce, 0xc4, 0xb9, 0xab, 0xcb, 0xbe], '\n'), '中文公司'],
    ['Korean', 'euc-kr', join('Name\n', [0xc7, 0xd1, 0xb1, 0xdb, 0xc8, 0xb8, 0xbb, 0xe7], '\n'), '한글회사'],
  ];
  for (const [what, encoding, bytes, sample] of written)
    it(`begin with ${encoding} for a file in ${what}`, () => {
      const [first] = encodingCandidates(bytes);
      assert.deepEqual([first?.encoding, first?.samples[0]], [encoding, sample]);
    });

  it('are never one that lacks a byte of the file, even in a late line', () => {
    const lines = 'plain,ASCII\n'.repeat(1000);
    const names = ofNames(encodingCandidates(join(lines, 'Caf', [0xe9], '\n', lines, 'x', [0x81], ' y\n')));
    assert.ok(!names.includes('windows-1252'), names.join());
  });

  it('have different readings, and no reading is shown twice', () => {
    const candidates = encodingCandidates(join('Caf', [0xe9], '\n'));
    const readings = candidates.map(({ samples }) => samples.join());
    assert.equal(new Set(readings).size, readings.length);
    assert.ok(readings.length > 3, readings.join());
  });

  it('show where two readings differ although their first values are alike', () => {
    const rows = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => join(name, [0xe9], '\n'));
    const candidates = encodingCandidates(join(...rows.map((row) => [...row]), 'g', [0xf0], '\n'));
    const found = (name: string) => candidates.find(({ encoding }) => encoding === name)?.samples;
    assert.ok(found('windows-1252')?.includes('gð'), String(found('windows-1252')));
    assert.ok(found('windows-1254')?.includes('gğ'), String(found('windows-1254')));
  });
});
