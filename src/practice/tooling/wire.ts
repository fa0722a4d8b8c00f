// Fields of Tooling API records that are objects in a response and text in the store.
const objectFields = ['Coverage', 'DeployDetails', 'Metadata'];

export function wireRecord<Wire extends Record<string, unknown>>(record: Wire): Wire {
  const shown: Record<string, unknown> = { ...record };
  for (const field of objectFields) {
    const value = record[field];
    if (typeof value === 'string') shown[field] = JSON.parse(value);
  }
  return shown as Wire;
}
