// The interfaces that classes of users implement, and the contexts that their methods get.
import type { ApexObject } from '../values/objects';
import type { Transaction } from '../run/transaction';
import type { LibrarySpec } from '../typeSystem/libraryType';

/** Calls the method of the class that implements the interface. */
const calls =
  (name: string) =>
  (...values: unknown[]): unknown => {
    const tx = values.at(-1) as Transaction;
    return tx.program.callByName(tx, values[0] as ApexObject, name, values.slice(1, -1));
  };

const interfaceSpec = (name: string, signatures: readonly string[], generics: readonly string[] = []): LibrarySpec => ({
  name,
  generics,
  isInterface: true,
  methods: Object.fromEntries(signatures.map((text) => [text, calls(/ (\w+)\(/.exec(text)?.[1] ?? '')])),
});

export const interfaceSpecs: readonly LibrarySpec[] = [
  interfaceSpec('Comparable', ['Integer compareTo(Object)']),
  interfaceSpec('Comparator', ['Integer compare(T, T)'], ['T']),
  interfaceSpec('Callable', ['Object call(String, Map<String,Object>)']),
  interfaceSpec('StubProvider', [
    'Object handleMethodCall(Object, String, Type, List<Type>, List<String>, List<Object>)',
  ]),
  interfaceSpec('Queueable', ['void execute(QueueableContext)']),
  interfaceSpec('Cache.CacheBuilder', ['Object doLoad(String)']),
  interfaceSpec('Finalizer', ['void execute(FinalizerContext)']),
  interfaceSpec('Schedulable', ['void execute(SchedulableContext)']),
  interfaceSpec(
    'Database.Batchable',
    [
      'Object start(Database.BatchableContext)',
      'void execute(Database.BatchableContext, List<T>)',
      'void finish(Database.BatchableContext)',
    ],
    ['T'],
  ),
  interfaceSpec('Database.Stateful', []),
  interfaceSpec('Database.AllowsCallouts', []),
  interfaceSpec('HttpCalloutMock', ['HttpResponse respond(HttpRequest)']),
  { name: 'QueueableContext', methods: { 'Id getJobId()': (id: string) => id } },
  { name: 'SchedulableContext', methods: { 'Id getTriggerId()': (id: string) => id } },
];
