// How unlike human language a text looks, to find the encoding that a person most probably used.
import type { Encoding } from '../model/encoding';

const common = new Set('«»‘’“”„‚–—…€£§°¿¡·、。「」『』・ー！？（）：；，％〜～\u00a0\u3000');

/** These have kana, too, but hardly a text in Chinese or Korean does. */
const withoutKana: ReadonlySet<Encoding> = new Set(['gbk', 'gb18030', 'big5', 'euc-kr']);

/** The sum over the characters beyond ASCII of a text, read in that encoding; lower is likelier. */
export function improbabilityOf(text: string, encoding: Encoding): number {
  const kana = withoutKana.has(encoding) ? (text.match(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0) : 0;
  const withinWords = text.match(/(?<=\p{L})[«»„¿¡§£€](?=\p{L})/gu)?.length ?? 0;
  let sum = kana / 2 + withinWords;
  for (const [word] of text.matchAll(/[\p{L}\p{M}]+/gu)) if (/[^\0-\x7f]/.test(word)) sum += wordImprobability(word);
  for (const [sign] of text.matchAll(/[^\0-\x7f\p{L}\p{M}]/gu)) sum += common.has(sign) ? 0 : signImprobability(sign);
  return sum;
}

const signImprobability = (sign: string): number => (/[\p{N}\p{P}\p{Sc}]/u.test(sign) ? 1 : 2);

function wordImprobability(word: string): number {
  const caseChanges = [...word.matchAll(/(?<=\p{Ll})\p{Lu}/gu)].length;
  return caseChanges + (/^\p{M}/u.test(word) ? 1 : 0) + scriptImprobability(word);
}

const isEastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * Latin words have most letters without an accent. Words of other scripts have no Latin letters, but several letters.
 */
function scriptImprobability(word: string): number {
  if (isEastAsian.test(word)) return eastAsianImprobability(word);
  const latin = word.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (latin < word.length) return word.length === 1 ? 0.5 : 2 * latin;
  return [...word.matchAll(/[^\0-\x7f](?=[^\0-\x7f])/g)].length;
}

/**
 * Half-width letters and rare characters hardly occur. A word may have Latin letters, such as `IT企業`. Korean text read
 * as Chinese has only Han characters, but Chinese text read as Korean is mixed.
 */
function eastAsianImprobability(word: string): number {
  const rare = word.match(/[\uff61-\uff9f\u3400-\u4dbf\uf900-\ufaff]|[\u{20000}-\u{3ffff}]/gu)?.length ?? 0;
  const han = word.match(/\p{Script=Han}/gu)?.length ?? 0;
  const isMixed = /\p{Script=Latin}/u.test(word) || (/\p{Script=Hangul}/u.test(word) && han > 0);
  return rare + han / 50 + (isMixed ? 1 : 0);
}
