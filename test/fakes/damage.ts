// What power cuts, full disks, other programs and newer versions leave of a journal. Seeded: the same number, the same
// damage.

export interface Damage {
  readonly what: string;
  /** The bytes of the damaged journal; undefined: a folder has its name. */
  readonly bytes: Buffer | undefined;
  /** Only its end is missing, so it says the same as the lines that are whole. */
  readonly isTail: boolean;
}

type Random = (below: number) => number;

/** Mulberry32, which is short and good enough to choose places. */
export function createRandom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const linesOf = (bytes: Buffer): string[] => bytes.toString('utf8').split('\n').slice(0, -1);
const fromLines = (lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''));

const wrongValues = ['null', '"x"', '-1', '1.5', '[]', '{}', 'true', '9007199254740993'];

/** One value of one line becomes another one. */
function withWrongValue(bytes: Buffer, random: Random): Buffer {
  const lines = linesOf(bytes);
  const at = random(lines.length);
  const places = [...(lines[at] ?? '').matchAll(/:("(?:[^"\\]|\\.)*"|-?\d+|\[\]|true|false)/g)];
  const place = places[random(places.length)];
  if (!place) return Buffer.alloc(0);
  const [whole] = place;
  const line = lines[at] ?? '';
  const value = wrongValues[random(wrongValues.length)] ?? '';
  lines[at] = `${line.slice(0, place.index)}:${value}${line.slice(place.index + whole.length)}`;
  return fromLines(lines);
}

function swapped(bytes: Buffer, random: Random): Buffer {
  const lines = linesOf(bytes);
  const a = random(lines.length);
  const b = random(lines.length);
  [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
  return fromLines(lines);
}

function overwritten(bytes: Buffer, random: Random, fill: (length: number) => Buffer): Buffer {
  const from = random(bytes.length);
  const length = 1 + random(Math.min(200, bytes.length - from));
  return Buffer.concat([bytes.subarray(0, from), fill(length), bytes.subarray(from + length)]);
}

function withLine(bytes: Buffer, random: Random, line: string): Buffer {
  const lines = linesOf(bytes);
  lines.splice(1 + random(lines.length), 0, line);
  return fromLines(lines);
}

function without(bytes: Buffer, random: Random): Buffer {
  const lines = linesOf(bytes);
  lines.splice(random(lines.length), 1);
  return fromLines(lines);
}

type Damager = (bytes: Buffer, random: Random) => Buffer | undefined;

const tails: Readonly<Record<string, Damager>> = {
  'cut off': (bytes, random) => bytes.subarray(0, random(bytes.length + 1)),
  'with zeros at its end': (bytes, random) => Buffer.concat([bytes, Buffer.alloc(1 + random(5_000))]),
  'cut off, with zeros at its end': (bytes, random) =>
    Buffer.concat([bytes.subarray(0, random(bytes.length + 1)), Buffer.alloc(1 + random(5_000))]),
};

const others: Readonly<Record<string, Damager>> = {
  'replaced by a folder': () => undefined,
  'of zeros': (bytes) => Buffer.alloc(bytes.length),
  'with zeros in it': (bytes, random) => overwritten(bytes, random, (length) => Buffer.alloc(length)),
  'with other bytes in it': (bytes, random) =>
    overwritten(bytes, random, (length) => Buffer.from(Array.from({ length }, () => random(256)))),
  'with two lines swapped': swapped,
  'without one of its lines': without,
  'with an empty line': (bytes, random) => withLine(bytes, random, ''),
  'with null in it': (bytes, random) => withLine(bytes, random, 'null'),
  'with an event of a newer version': (bytes, random) =>
    withLine(bytes, random, '{"at":5,"type":"rowsMerged","part":0}'),
  'of a newer version': (bytes) => Buffer.from(bytes.toString('utf8').replace('{"format":1,', '{"format":2,')),
  'with one of its lines twice': (bytes, random) => {
    const lines = linesOf(bytes);
    return withLine(bytes, random, lines[random(lines.length)] ?? '');
  },
  'with a wrong value': withWrongValue,
};

const all = [
  ...Object.entries(tails).map(([what, damage]) => ({ what, damage, isTail: true })),
  ...Object.entries(others).map(([what, damage]) => ({ what, damage, isTail: false })),
];

export function damaged(bytes: Buffer, random: Random): Damage {
  const { what, damage, isTail } = all[random(all.length)] ?? all[0]!;
  return { what, isTail, bytes: damage(bytes, random) };
}
