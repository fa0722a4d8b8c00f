// The states of a reader of CSV between two bytes.

export const outside = 0;
export const inQuotes = 1;
export const afterQuote = 2;
export const afterReturn = 3;
