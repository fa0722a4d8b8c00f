// Reads PNG screenshots and writes them small: one picture, or several as a moving one (APNG), which any browser shows
// in an <img>. A frame holds only what differs from the frame before it.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const pixelBytes = 4;

/** The chunks of a file in their order, as name and data. */
export function chunksOf(file) {
  if (!file.subarray(0, 8).equals(signature)) throw new Error('This is not a PNG file.');
  const chunks = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    const name = file.toString('latin1', at + 4, at + 8);
    chunks.push({ name, data: file.subarray(at + 8, at + 8 + file.readUInt32BE(at)) });
  }
  return chunks;
}

/** The neighbor that predicts a byte best, as the PNG specification defines it. */
function paeth(left, up, upLeft) {
  const guess = left + up - upLeft;
  const toLeft = Math.abs(guess - left);
  const toUp = Math.abs(guess - up);
  const toUpLeft = Math.abs(guess - upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}

const predictors = [
  () => 0,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  (left, up, upLeft) => paeth(left, up, upLeft),
];

/** The bytes of all rows without their filters. */
function unfilter(packed, rowBytes, step) {
  const rows = packed.length / (rowBytes + 1);
  const bytes = Buffer.alloc(rows * rowBytes);
  for (let row = 0; row < rows; row += 1) {
    const predict = predictors[packed[row * (rowBytes + 1)]];
    const start = row * rowBytes;
    for (let at = 0; at < rowBytes; at += 1) {
      const left = at < step ? 0 : bytes[start + at - step];
      const up = row === 0 ? 0 : bytes[start + at - rowBytes];
      const upLeft = at < step || row === 0 ? 0 : bytes[start + at - rowBytes - step];
      bytes[start + at] = packed[row * (rowBytes + 1) + 1 + at] + predict(left, up, upLeft);
    }
  }
  return bytes;
}

/** A screenshot as pixels of four bytes. Only what browsers write: 8 bits, RGB or RGBA, not interlaced. */
export function decodePng(file) {
  const chunks = chunksOf(file);
  const head = chunks[0].data;
  const width = head.readUInt32BE(0);
  const height = head.readUInt32BE(4);
  const step = { 0x0802: 3, 0x0806: 4 }[head.readUInt16BE(8)];
  if (!step || head[12] !== 0) throw new Error('This PNG is not a screenshot of a browser.');
  const packed = inflateSync(Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data)));
  const bytes = unfilter(packed, width * step, step);
  const pixels = Buffer.alloc(width * height * pixelBytes, 255);
  for (let at = 0; at < width * height; at += 1) bytes.copy(pixels, at * pixelBytes, at * step, at * step + step);
  return { width, height, pixels };
}

/** Rows packed with the one filter that makes them smallest. */
function pack({ width, height, pixels }) {
  const rowBytes = width * pixelBytes;
  const packed = predictors.slice(0, 3).map((predict, filter) => {
    const bytes = Buffer.alloc(height * (rowBytes + 1));
    for (let row = 0; row < height; row += 1) {
      bytes[row * (rowBytes + 1)] = filter;
      for (let at = 0; at < rowBytes; at += 1) {
        const from = row * rowBytes + at;
        const left = at < pixelBytes ? 0 : pixels[from - pixelBytes];
        const up = row === 0 ? 0 : pixels[from - rowBytes];
        bytes[row * (rowBytes + 1) + 1 + at] = pixels[from] - predict(left, up);
      }
    }
    return deflateSync(bytes, { level: 9, memLevel: 9 });
  });
  return packed.reduce((best, next) => (next.length < best.length ? next : best));
}

/** One number for each pixel. Buffers of pixels have their own memory, since they are large and made by `alloc`. */
const wordsOf = (pixels) => new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / pixelBytes);

/** The smallest rectangle around all pixels that differ; what is the same inside it is transparent. */
function difference(before, after) {
  const { width, height } = after;
  const old = wordsOf(before.pixels);
  const now = wordsOf(after.pixels);
  const box = { left: width, top: height, right: 0, bottom: 0 };
  for (let at = 0; at < width * height; at += 1) {
    if (old[at] === now[at]) continue;
    const x = at % width;
    const y = Math.floor(at / width);
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x + 1);
    box.top = Math.min(box.top, y);
    box.bottom = y + 1;
  }
  if (box.right === 0) return undefined;
  const part = { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top };
  const pixels = Buffer.alloc(part.width * part.height * pixelBytes);
  const changed = wordsOf(pixels);
  for (let at = 0; at < part.width * part.height; at += 1) {
    const from = (part.y + Math.floor(at / part.width)) * width + part.x + (at % part.width);
    if (old[from] !== now[from]) changed[at] = now[from];
  }
  return { ...part, pixels };
}

function chunk(name, data) {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(name, 4, 'latin1');
  data.copy(bytes, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}

const numbers = (...values) => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => bytes.writeUInt32BE(value, at * 4));
  return bytes;
};

const header = ({ width, height }) =>
  chunk('IHDR', Buffer.concat([numbers(width, height), Buffer.from([8, 6, 0, 0, 0])]));
const end = chunk('IEND', Buffer.alloc(0));

/** One screenshot, smaller. */
export function encodePng(picture) {
  return Buffer.concat([signature, header(picture), chunk('IDAT', pack(picture)), end]);
}

/** Frames that show no change only lengthen the one before them. */
function toParts(frames) {
  const parts = [];
  let shown;
  for (const { png, ms } of frames) {
    const picture = decodePng(png);
    const part = shown ? difference(shown, picture) : { ...picture, x: 0, y: 0 };
    if (part) parts.push({ ...part, ms });
    else parts.at(-1).ms += ms;
    shown = picture;
  }
  return parts;
}

/** A moving picture that starts again at its end. The frames have the same size; `ms` is how long one is shown. */
export function encodeMovingPng(frames) {
  const parts = toParts(frames);
  let sequence = 0;
  const chunks = parts.flatMap(({ x, y, ms, ...part }, at) => {
    const timing = Buffer.alloc(6);
    timing.writeUInt16BE(ms, 0);
    timing.writeUInt16BE(1000, 2);
    // The frame stays, and the next one is drawn over it.
    timing[5] = at === 0 ? 0 : 1;
    const control = chunk('fcTL', Buffer.concat([numbers(sequence++, part.width, part.height, x, y), timing]));
    const data = pack(part);
    return [control, at === 0 ? chunk('IDAT', data) : chunk('fdAT', Buffer.concat([numbers(sequence++), data]))];
  });
  return Buffer.concat([signature, header(parts[0]), chunk('acTL', numbers(parts.length, 0)), ...chunks, end]);
}
