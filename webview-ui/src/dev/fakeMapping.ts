// Stands in for VS Code when the mapping page is opened in a plain browser: 300 columns, 800 fields, 100 rows. It shows
// at once what is mapped or left out.
import { createHostSide, type Port } from '../../../src/shared/protocol/channel';
import {
  mappingProtocol,
  type Conversion,
  type MappedColumn,
  type MappingToHost,
} from '../../../src/shared/protocol/mapping';
import './theme';

const listeners = new Set<(message: unknown) => void>();
const port: Port = {
  post: (message) => void setTimeout(() => postMessage(message, location.origin)),
  listen: (receive) => {
    listeners.add(receive);
    return () => listeners.delete(receive);
  },
};

const columnNames = Array.from({ length: 300 }, (_, at) => `Heading ${at + 1}`);
const fields = Array.from({ length: 800 }, (_, at) => ({
  name: `Field_${at + 1}__c`,
  label: `Field ${at + 1}`,
  facts: 'text of 80 characters',
  isRequired: at === 0,
  references: at === 4 ? ['User'] : [],
}));

const control = {
  sent: [] as MappingToHost[],
  mapped: new Map<string, string>(columnNames.slice(2).map((name, at) => [name, `Field_${at + 3}__c`])),
  leftOut: new Set<string>(),
  converted: new Map<string, Conversion>(),
};
export type FakeMapping = typeof control;

const begun: Conversion = {
  steps: [
    { kind: 'trim', options: {} },
    { kind: 'textOnly', at: 1, words: 'by conditions' },
    { kind: 'number', options: { decimal: ',', group: '.' } },
  ],
};

const toColumn = (name: string, at: number): MappedColumn => {
  const field = control.mapped.get(name);
  return {
    name,
    samples: `${at}-1 · ${at}-2`,
    steps: '',
    isLeftOut: control.leftOut.has(name),
    warning: at === 3 ? 'A value has 90 characters, and the field takes 80' : '',
    ...(field !== undefined && { field, conversion: control.converted.get(field) ?? begun }),
  };
};

function draw(): void {
  const names = [...control.mapped.values()];
  host.notify({
    type: 'snapshot',
    object: 'Account',
    csv: 'accounts.csv',
    columns: columnNames.map(toColumn),
    fields,
  });
  host.notify({
    type: 'preview',
    fields: names,
    rows: Array.from({ length: 100 }, (_, row) =>
      names.map((_name, at) => ({ value: `${at}-${row + 1}`, isChanged: at === 1 })),
    ),
  });
}

const host = createHostSide(port, mappingProtocol, {
  notify: (message) => {
    control.sent.push(message);
    if (message.type === 'map') control.mapped.set(message.column, message.field);
    if (message.type === 'leaveOut') {
      control.mapped.delete(message.column);
      control.leftOut.add(message.column);
    }
    if (message.type === 'convert') {
      if (message.timeZone === 'Mars') {
        host.notify({ type: 'refused', field: message.field, message: '“Mars” is not a time zone.' });
        return;
      }
      const { steps, lookup } = message;
      control.converted.set(message.field, { steps, ...(lookup && { lookup }) });
    }
    draw();
  },
  answer: {},
  explain: String,
  report: (error) => console.error(error),
});

Object.assign(globalThis, {
  fakeMapping: control,
  acquireVsCodeApi: () => ({
    postMessage: (message: unknown) => {
      const copy: unknown = structuredClone(message);
      setTimeout(() => listeners.forEach((receive) => receive(copy)));
    },
    getState: () => null,
    setState: () => undefined,
  }),
});
