// Numbers without an exponent.

const scientific = /^(-?)(\d+)(?:\.(\d+))?E([+-]?\d{1,3})$/i;

/** `8.77E7` → `87700000`, exactly and with all decimal places. Any other text stays as it is. */
export function plainNumber(text: string): string {
  const found = scientific.exec(text);
  if (!found) return text;
  const [, sign = '', whole = '', places = '', exponent = ''] = found;
  // Java writes one decimal place even when there is none.
  const digits = whole + (places === '0' ? '' : places);
  const point = whole.length + Number(exponent);
  const padded = '0'.repeat(Math.max(0, 1 - point)) + digits.padEnd(point, '0');
  const end = Math.max(point, 1);
  const integer = padded.slice(0, end).replace(/^0+(?=\d)/, '');
  return `${sign}${integer}${padded.length > end ? `.${padded.slice(end)}` : ''}`;
}
