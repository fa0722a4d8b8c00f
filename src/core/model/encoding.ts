// The encodings that a file can be read in, by the names that `TextDecoder` has for them.

/**
 * https://encoding.spec.whatwg.org/#names-and-labels, without those that Node does not have. The most frequent first:
 * when two of them read a file alike, the first one is offered.
 */
export const encodings = [
  'utf-8',
  'windows-1252',
  'shift_jis',
  'gbk',
  'euc-kr',
  'big5',
  'windows-1251',
  'windows-1250',
  'windows-1254',
  'windows-1253',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'euc-jp',
  'gb18030',
  'macintosh',
  'koi8-r',
  'koi8-u',
  'x-mac-cyrillic',
  'ibm866',
  'iso-8859-15',
  'iso-8859-2',
  'iso-8859-3',
  'iso-8859-4',
  'iso-8859-5',
  'iso-8859-6',
  'iso-8859-7',
  'iso-8859-8',
  'iso-8859-8-i',
  'iso-8859-10',
  'iso-8859-13',
  'iso-8859-14',
  'iso-2022-jp',
  'utf-16le',
  'utf-16be',
] as const;

export type Encoding = (typeof encodings)[number];

/** The encoding with that name or with another usual name for it, such as `latin1`; undefined for none. */
export function toEncoding(label: string): Encoding | undefined {
  try {
    const name = new TextDecoder(label.trim()).encoding;
    return encodings.find((encoding) => encoding === name);
  } catch {
    return undefined;
  }
}
