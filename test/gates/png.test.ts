// The pictures of the README keep every pixel of their screenshots.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
}
interface PngScript {
  readonly chunksOf: (file: Buffer) => readonly { readonly name: string; readonly data: Buffer }[];
  readonly decodePng: (file: Buffer) => Picture;
  readonly encodePng: (picture: Picture) => Buffer;
  readonly encodeMovingPng: (frames: readonly { readonly png: Buffer; readonly ms: number }[]) => Buffer;
}

describe('a picture of the README', () => {
  let png: PngScript;
  before(async () => {
    png = (await import(pathToFileURL(join('scripts', 'png.mjs')).href)) as PngScript;
  });

  /** White, with black pixels. */
  function drawn(...black: readonly (readonly [x: number, y: number])[]): Picture {
    const pixels = Buffer.alloc(8 * 5 * 4, 255);
    for (const [x, y] of black) pixels.fill(0, (y * 8 + x) * 4, (y * 8 + x) * 4 + 3);
    return { width: 8, height: 5, pixels };
  }
  const frame = (ms: number, ...black: readonly (readonly [x: number, y: number])[]) => ({
    png: png.encodePng(drawn(...black)),
    ms,
  });

  it('has the pixels of what a browser wrote, in fewer bytes', () => {
    // With a transparent background and another encoder's filters.
    const icon = readFileSync('media/icon.png');
    const { width, height, pixels } = png.decodePng(icon);
    assert.deepEqual([width, height, pixels.length], [256, 256, 256 * 256 * 4]);
    assert.equal(pixels[3], 0, 'the corner is transparent');
    assert.deepEqual(png.decodePng(png.encodePng({ width, height, pixels })).pixels, pixels);
  });

  it('moves by what differs from the frame before', () => {
    const moving = png.encodeMovingPng([frame(900, [1, 1]), frame(60, [1, 1], [4, 2], [6, 3]), frame(500, [6, 3])]);
    const controls = png.chunksOf(moving).filter(({ name }) => name === 'fcTL');
    assert.deepEqual(
      controls.map(({ data }) => [4, 8, 12, 16].map((at) => data.readUInt32BE(at))),
      // Width, height, x and y.
      [
        [8, 5, 0, 0],
        [3, 2, 4, 2],
        [4, 2, 1, 1],
      ],
    );
    assert.deepEqual(
      controls.map(({ data }) => data.readUInt16BE(20)),
      [900, 60, 500],
    );
    const numbers = png.chunksOf(moving).filter(({ name }) => name === 'fcTL' || name === 'fdAT');
    assert.deepEqual(
      numbers.map(({ data }) => data.readUInt32BE(0)),
      [0, 1, 2, 3, 4],
    );
  });

  it('shows a frame longer if nothing changes after it', () => {
    const moving = png.encodeMovingPng([frame(900, [1, 1]), frame(60, [1, 1]), frame(40, [2, 2])]);
    const controls = png.chunksOf(moving).filter(({ name }) => name === 'fcTL');
    assert.deepEqual(
      controls.map(({ data }) => data.readUInt16BE(20)),
      [960, 40],
    );
  });
});
