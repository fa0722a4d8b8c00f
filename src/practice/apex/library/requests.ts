// What kind of code runs now: Request, Quiddity, and the contexts of jobs.
import type { LibrarySpec } from '../typeSystem/libraryType';
import type { Transaction } from '../run/transaction';
import type { ApexException, ApexObject } from '../values/objects';
import { enumValue } from '../values/enumValues';
import { findMethods } from '../typeSystem/classInfo';
import { enumClasses } from './enums';

const quiddities = {
  Future: 'FUTURE',
  Queueable: 'QUEUEABLE',
  BatchApex: 'BATCH_APEX',
  ScheduledApex: 'SCHEDULED',
} as const;

function enumOf(name: string, constant: string): unknown {
  const cls = enumClasses.get(name);
  return cls ? enumValue(cls, cls.constants.indexOf(constant)) : null;
}

function quiddityOf({ jobKind, test, isAnonymous }: Transaction): unknown {
  const name = jobKind ? quiddities[jobKind] : test ? 'RUNTEST_SYNC' : isAnonymous ? 'ANONYMOUS' : 'REST';
  return enumOf('quiddity', name);
}

/** How a queueable job ended, for its finalizers. */
export interface Ending {
  readonly jobId: string;
  readonly exception: ApexException | undefined;
}

/** Runs the finalizers that the job has attached. */
export function runFinalizers(tx: Transaction, ending: Ending): void {
  for (const finalizer of tx.finalizers.splice(0)) {
    // A queueable class is often its own finalizer, with two methods of that name.
    const method = findMethods(finalizer.cls, 'execute').find(
      ({ parameters }) => parameters.length === 1 && parameters[0]?.type.name === 'FinalizerContext',
    );
    if (method) tx.program.invoke(tx, method, { self: finalizer, args: [ending] });
  }
}

export const requestSpecs: readonly LibrarySpec[] = [
  {
    name: 'Request',
    statics: { 'Request getCurrent()': (tx: Transaction) => tx },
    methods: {
      'String getRequestId()': ({ requestId }: Transaction) => requestId,
      'Quiddity getQuiddity()': quiddityOf,
    },
  },
  {
    name: 'FinalizerContext',
    methods: {
      'Id getAsyncApexJobId()': ({ jobId }: Ending) => jobId,
      'Exception getException()': ({ exception }: Ending) => exception ?? null,
      'ParentJobResult getResult()': ({ exception }: Ending) =>
        enumOf('parentjobresult', exception ? 'UNHANDLED_EXCEPTION' : 'SUCCESS'),
      'String getRequestId()': (_: Ending, tx: Transaction) => tx.requestId,
    },
  },
];

export function attachFinalizer(finalizer: ApexObject, tx: Transaction): void {
  if (tx.jobKind !== 'Queueable') {
    throw tx.error('HandledException', 'Transaction finalizers can only be attached in queueable jobs');
  }
  if (tx.finalizers.length > 0) {
    throw tx.error('HandledException', 'Cannot attach more than one Finalizer implementation');
  }
  tx.finalizers.push(finalizer);
}
