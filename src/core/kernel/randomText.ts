// Random text that cannot be guessed, for the state and the code verifier of a login.

/** 64 random bytes as 86 URL-safe characters. */
export function randomText(): string {
  return bytesToBase64Url(crypto.getRandomValues(new Uint8Array(64)));
}

/** Without padding. */
export function bytesToBase64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
