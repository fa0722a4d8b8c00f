// Text that nobody can guess, for states and proofs that travel in addresses.

/** 64 random bytes in the alphabet of addresses: 86 characters. */
export function randomText(): string {
  return bytesToBase64Url(crypto.getRandomValues(new Uint8Array(64)));
}

/** Without padding. */
export function bytesToBase64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
