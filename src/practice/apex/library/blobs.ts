// Blob, EncodingUtil, Crypto and UUID.
import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { LibrarySpec } from '../typeSystem/libraryType';
import type { Transaction } from '../run/transaction';
import { ApexBlob } from '../values/moments';

const algorithms: Readonly<Record<string, string>> = {
  MD5: 'md5',
  SHA1: 'sha1',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-512': 'sha512',
  SHA256: 'sha256',
  SHA512: 'sha512',
};

function algorithm(name: string, tx: Transaction): string {
  const known = algorithms[name.toUpperCase().replace(/^HMAC/, '')];
  if (known === undefined) throw tx.error('NoSuchElementException', `Unknown algorithm: ${name}`);
  return known;
}

const formEncoded = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replaceAll(/[!'()~]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

export const blobSpecs: readonly LibrarySpec[] = [
  {
    name: 'Blob',
    methods: {
      'String toString()': ({ bytes }: ApexBlob) => bytes.toString('utf8'),
      'Integer size()': ({ bytes }: ApexBlob) => bytes.length,
    },
    statics: {
      'Blob valueOf(String)': (text: string) => new ApexBlob(Buffer.from(text)),
      'Blob toPdf(String)': (text: string) => new ApexBlob(Buffer.from(text)),
    },
  },
  {
    name: 'EncodingUtil',
    statics: {
      'String base64Encode(Blob)': ({ bytes }: ApexBlob) => bytes.toString('base64'),
      'Blob base64Decode(String)': (text: string) => new ApexBlob(Buffer.from(text, 'base64')),
      'String convertToHex(Blob)': ({ bytes }: ApexBlob) => bytes.toString('hex'),
      'Blob convertFromHex(String)': (text: string) => new ApexBlob(Buffer.from(text, 'hex')),
      'String urlEncode(String, String)': formEncoded,
      'String urlDecode(String, String)': (text: string) => decodeURIComponent(text.replaceAll('+', ' ')),
    },
  },
  {
    name: 'Crypto',
    statics: {
      'Blob generateDigest(String, Blob)': (name: string, { bytes }: ApexBlob, tx: Transaction) =>
        new ApexBlob(createHash(algorithm(name, tx)).update(bytes).digest()),
      'Blob generateMac(String, Blob, Blob)': (...[name, data, key, tx]: [string, ApexBlob, ApexBlob, Transaction]) =>
        new ApexBlob(createHmac(algorithm(name, tx), key.bytes).update(data.bytes).digest()),
      'Integer getRandomInteger()': () => randomBytes(4).readInt32LE(),
      'Long getRandomLong()': () => randomBytes(8).readBigInt64LE(),
    },
  },
  {
    name: 'UUID',
    methods: { 'String toString()': (text: string) => text },
    statics: { 'UUID randomUUID()': () => randomUUID() },
  },
];
