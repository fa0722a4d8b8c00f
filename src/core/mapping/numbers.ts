// Reads numbers as people write them: `12.345,67`, `-1 234.5`, `99,00-`. Digits are kept as they are.
import type { Step } from '../model/mapping';
import { failure, type Converted } from './failure';

type NumberStep = Extract<Step, { readonly kind: 'number' }>;

/** Programs group digits with any of them, and they look alike. */
const spaces = ' \u00a0\u202f\u2009';

/** Groups have three digits; all but the last may have two, as in India. */
export function numberReader({ decimal, group }: NumberStep): (value: string) => Converted {
  const separator = group === undefined ? undefined : `[${literally(spaces.includes(group) ? spaces : group)}]`;
  const whole = separator === undefined ? '\\d+' : `\\d+|\\d{1,3}(?:${separator}\\d{2,3})*${separator}\\d{3}`;
  const pattern = new RegExp(`^([+-]?)(${whole})?(?:${literally(decimal)}(\\d*))?(-?)$`, 'u');
  const groups = separator === undefined ? undefined : new RegExp(separator, 'gu');
  const example = `12${group ?? ''}345${decimal}67`;
  const fails = (value: string): Converted => failure(value, `is not a number such as ${example}.`);
  return (value) => {
    const found = pattern.exec(value);
    if (!found) return fails(value);
    const [, sign = '', digits = '', places = '', minus = ''] = found;
    if (digits + places === '' || (sign !== '' && minus !== '')) return fails(value);
    const integer = groups ? digits.replace(groups, '') : digits;
    return `${sign === '-' || minus === '-' ? '-' : ''}${integer || '0'}${places === '' ? '' : `.${places}`}`;
  };
}

const literally = (text: string): string => text.replace(/[\\\]^.$|?*+(){}[]/g, '\\$&');
