// How the command line writes times: in UTC, sortable as text.

/** “2026-11-20T09:47:10Z” */
export const timeText = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+/, '');

/** “11-20 09:47Z”: where only the last weeks matter. */
export const shortTimeText = (ms: number): string => timeText(ms).replace(/^\d+-(.*)T(.*):\d+Z$/, '$1 $2Z');
