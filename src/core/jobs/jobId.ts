// The ids of jobs: they sort by time and are short enough to type, for example `20261120-094710-3f9a1c`.

export function newJobId(at: number): string {
  const random = crypto.getRandomValues(new Uint8Array(3));
  return `${idAt(at)}-${Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** The ids of jobs that are created at that time begin with it; those of earlier jobs are smaller. */
export function idAt(at: number): string {
  const [day = '', time = ''] = new Date(at)
    .toISOString()
    .replace(/[-:]|\..*$/g, '')
    .split('T');
  return `${day}-${time}`;
}
