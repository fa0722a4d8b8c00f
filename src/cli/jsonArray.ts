// Several results of one command as one JSON array, each written when it is there.
import type { Console } from './session';

/** Each call of `out` writes one element. */
export async function inJsonArray(console: Console, run: (console: Console) => Promise<number>): Promise<number> {
  let count = 0;
  const out: Console['out'] = (lines) => console.out([count++ === 0 ? '[' : ',', ...lines]);
  try {
    const code = await run({ ...console, out });
    await console.out([count === 0 ? '[]' : ']']);
    return code;
  } catch (error) {
    // Before the first result, the error itself is what is printed.
    if (count > 0) await console.out([']']);
    throw error;
  }
}
