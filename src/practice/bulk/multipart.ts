// Splits a small multipart/form-data body into its named parts.

/** Undefined for an invalid multipart body. */
export function readMultipart(contentType: string, body: Buffer): ReadonlyMap<string, Buffer> | undefined {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return undefined;
  const parts = new Map<string, Buffer>();
  const mark = Buffer.from(`--${boundary}`);
  let at = body.indexOf(mark);
  while (at >= 0) {
    const start = at + mark.length;
    if (body.subarray(start, start + 2).toString() === '--') return parts;
    const next = body.indexOf(mark, start);
    if (next < 0) return undefined;
    const part = readPart(body.subarray(start, next));
    if (part === undefined) return undefined;
    parts.set(part.name, part.content);
    at = next;
  }
  return undefined;
}

function readPart(part: Buffer): { name: string; content: Buffer } | undefined {
  const text = part.toString('latin1');
  const [, head = '', blank = ''] = /^\r?\n([\s\S]*?)(\r?\n\r?\n)/.exec(text) ?? [];
  const name = /name="([^"]*)"/i.exec(head)?.[1];
  if (name === undefined) return undefined;
  const start = text.indexOf(head) + head.length + blank.length;
  const end = text.endsWith('\r\n') ? part.length - 2 : part.length - 1;
  return { name, content: part.subarray(start, end) };
}
