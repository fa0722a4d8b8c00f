// Salesforce record IDs: 15 case-sensitive characters, or 18 with a checksum of the uppercase letters.

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** True for 15 letters and digits, and for 18 whose last three are the correct checksum. */
export function isId(text: string): boolean {
  return /^[A-Za-z0-9]{15}$/.test(text) || (/^[A-Za-z0-9]{18}$/.test(text) && toId18(text.slice(0, 15)) === text);
}

/** The 18-character form. Returns text that is not a 15-character ID unchanged. */
export function toId18(id: string): string {
  if (!/^[A-Za-z0-9]{15}$/.test(id)) return id;
  const checksum = [0, 5, 10].map((start) => {
    const group = Array.from(id.slice(start, start + 5));
    return alphabet.charAt(group.reduce((bits, char, index) => bits + (/[A-Z]/.test(char) ? 2 ** index : 0), 0));
  });
  return id + checksum.join('');
}
