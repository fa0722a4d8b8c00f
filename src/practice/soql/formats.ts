// FORMAT() and toLabel() for a user with the locale en_US and the currency USD.
import type { FieldDef, Value } from '../data/schema';

const locale = 'en-US';
const timeZone = 'UTC';
const dateStyle = new Intl.DateTimeFormat(locale, { timeZone });
const dateTimeStyle = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'short', timeStyle: 'short' });

export function format(field: FieldDef, value: Value): Value {
  if (value === null) return null;
  if (typeof value === 'number') return formatNumber(field, value);
  if (field.type === 'date') return dateStyle.format(new Date(`${String(value)}T00:00:00Z`));
  if (field.type === 'datetime') return dateTimeStyle.format(new Date(String(value).replace('+0000', 'Z')));
  return String(value);
}

function formatNumber(field: FieldDef, value: number): string {
  const digits = { minimumFractionDigits: field.scale, maximumFractionDigits: field.scale };
  if (field.type === 'currency') return value.toLocaleString(locale, { ...digits, style: 'currency', currency: 'USD' });
  const text = value.toLocaleString(locale, digits);
  return field.type === 'percent' ? `${text}%` : text;
}

export function label(field: FieldDef, value: Value): Value {
  if (typeof value !== 'string' || field.picklistValues.length === 0) return value;
  const labels = value.split(';').map((one) => field.picklistValues.find((entry) => entry.value === one)?.label ?? one);
  return labels.join(';');
}
