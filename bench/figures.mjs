// Figures of the bench: medians, ratios, rounding, and how they are printed.

export const say = (text) => void process.stderr.write(`${text}\n`);
export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
export const round = (number, digits = 2) => (number === undefined ? undefined : Number(number.toFixed(digits)));
export const percent = (share) => `${round(share * 100, 0)} %`;
export const orNotRun = (value, unit) => (value === undefined ? 'not run' : `${value}${unit}`);

/** The median of `pick(one) / pick(other)`, each from the same round; undefined when no round has both. */
export function medianRatio(ones, others, pick = ({ seconds }) => seconds) {
  const ratios = (ones ?? [])
    .map((one, number) => pick(one) / pick(others[number]))
    .filter((ratio) => Number.isFinite(ratio));
  return ratios.length > 0 ? round(median(ratios)) : undefined;
}

/** Prints a Markdown table on stdout. */
export function printTable([head, ...rows]) {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => cells.map(String));
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => cells[column].length)));
  const print = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |\n`;
  process.stdout.write(lines.map(print).join(''));
}
