// The journal of a job as text for people: one line an event, with names for ids and without what differs on each run.

type Fields = Readonly<Record<string, unknown>>;

/** Times are seconds since the job was created. */
export function toText(lines: readonly string[]): string {
  const events = lines.map((line) => JSON.parse(line) as Fields);
  const begun = Number(events[0]?.['at']);
  const name = createNames();
  // A call that ends while an event is written is counted in that event or in the next.
  const text = events.map(({ at, type, apiCalls: _, ...fields }) => {
    const seconds = `+${((Number(at) - begun) / 1000).toFixed(1)}s`;
    const words = Object.entries(fields).map(([field, value]) => `${field}=${JSON.stringify(value)}`);
    return name([seconds.padEnd(8), String(type).padEnd(14), ...words].join(' ').trimEnd());
  });
  return `${text.join('\n')}\n`;
}

/** Ids by the order in which they appear. */
const ids = [
  ['job', /\d{8}-\d{6}-[0-9a-f]{6}/g],
  ['org', /00D\w{15}-005\w{15}/g],
  ['bulk job', /750\w{15}/g],
  ['record', /(?:001|003)\w{15}/g],
  ['retry', /-retry-[0-9a-f]{6}/g],
] as const;

const varying = /"?(modifiedMs|apiTimeMs)"?([=:])[\d.]+/g;

function createNames(): (text: string) => string {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  const nameOf = (kind: string, id: string): string => {
    const count = (counts.get(kind) ?? 0) + 1;
    const name = names.get(id) ?? `<${kind} ${count}>`;
    if (!names.has(id)) counts.set(kind, count);
    names.set(id, name);
    return name;
  };
  return (text) =>
    ids.reduce(
      (before, [kind, pattern]) => before.replace(pattern, (id) => nameOf(kind, id)),
      text.replace(varying, (_, field: string, sign: string) => `${field}${sign}<ms>`),
    );
}
