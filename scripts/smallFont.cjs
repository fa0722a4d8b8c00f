// Makes an icon font small: only the icons that are used keep their outlines. The glyphs keep their numbers, so that all
// other tables of the font stay as they are. Formats: the OpenType specification, “TrueType outline tables”.

/** The tables of a font by their tags. */
function tablesOf(font) {
  const tables = {};
  for (let at = 12; at < 12 + font.readUInt16BE(4) * 16; at += 16) {
    const begin = font.readUInt32BE(at + 8);
    tables[font.toString('latin1', at, at + 4)] = font.subarray(begin, begin + font.readUInt32BE(at + 12));
  }
  return tables;
}

/** Where the outline of each glyph begins, and where the last one ends. */
function outlinesOf({ head, loca, maxp }) {
  const isLong = head.readInt16BE(50) === 1;
  return Array.from({ length: maxp.readUInt16BE(4) + 1 }, (_, glyph) =>
    isLong ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2,
  );
}

/** The number of a character's glyph, 0 if there is none; from the Unicode mapping of segments (format 4). */
function glyphOf({ cmap }, character) {
  const starts = Array.from({ length: cmap.readUInt16BE(2) }, (_, at) => cmap.readUInt32BE(8 + at * 8));
  const map = cmap.subarray(starts.find((start) => cmap.readUInt16BE(start) === 4));
  const size = map.readUInt16BE(6);
  for (let at = 0; at < size; at += 2) {
    const first = map.readUInt16BE(16 + size + at);
    if (character < first || character > map.readUInt16BE(14 + at)) continue;
    const step = map.readInt16BE(16 + 2 * size + at);
    const place = 16 + 3 * size + at;
    const offset = map.readUInt16BE(place);
    const found = offset === 0 ? character : map.readUInt16BE(place + offset + (character - first) * 2);
    return found === 0 ? 0 : (found + step) & 0xffff;
  }
  return 0;
}

/** Without the names of the glyphs, which nothing on a page uses (format 3). */
function namelessPost(post) {
  const small = Buffer.from(post.subarray(0, 32));
  small.writeUInt32BE(0x00030000, 0);
  return small;
}

function checksumOf(table) {
  let sum = 0;
  const padded = Buffer.concat([table, Buffer.alloc(-table.length & 3)]);
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}

/** A font of these tables, with the directory of the old one. */
function write(font, tables) {
  const directory = Buffer.from(font.subarray(0, 12 + font.readUInt16BE(4) * 16));
  const parts = [directory];
  let end = directory.length;
  for (let at = 12; at < directory.length; at += 16) {
    const table = tables[directory.toString('latin1', at, at + 4)];
    directory.writeUInt32BE(checksumOf(table), at + 4);
    directory.writeUInt32BE(end, at + 8);
    directory.writeUInt32BE(table.length, at + 12);
    const padded = Buffer.concat([table, Buffer.alloc(-table.length & 3)]);
    parts.push(padded);
    end += padded.length;
  }
  return Buffer.concat(parts);
}

/** The font with the outlines of these characters (code points) only. Throws if it lacks one of them. */
exports.smallFont = function smallFont(font, characters) {
  const tables = tablesOf(font);
  const kept = new Set(characters.map((character) => glyphOf(tables, character)));
  const missing = characters.filter((character) => glyphOf(tables, character) === 0);
  if (missing.length > 0) throw new Error(`The font has no icon ${missing.map((one) => one.toString(16)).join(', ')}.`);
  const old = outlinesOf(tables);
  const loca = Buffer.alloc(old.length * 4);
  const outlines = [];
  let end = 0;
  for (let glyph = 0; glyph < old.length - 1; glyph += 1) {
    if (kept.has(glyph)) {
      const outline = tables.glyf.subarray(old[glyph], old[glyph + 1]);
      // A composite glyph would need the outlines of others.
      if (outline.length > 0 && outline.readInt16BE(0) < 0) throw new Error(`Glyph ${glyph} has parts.`);
      outlines.push(outline);
      end += outline.length;
    }
    loca.writeUInt32BE(end, (glyph + 1) * 4);
  }
  const head = Buffer.from(tables.head);
  head.writeInt16BE(1, 50);
  return write(font, { ...tables, head, loca, glyf: Buffer.concat(outlines), post: namelessPost(tables.post) });
};
