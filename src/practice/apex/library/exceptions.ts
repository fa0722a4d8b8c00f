// The exception classes of Salesforce's library, and the methods that all exceptions have.
import type { LibrarySpec } from '../typeSystem/libraryType';
import { types } from '../typeSystem/apexType';
import { ApexList } from '../values/collections';
import type { ApexException } from '../values/objects';
import type { Transaction } from '../run/transaction';

const strings = (items: readonly string[]): ApexList => new ApexList(types.string, [...items]);

/** What every exception can do, classes of users included. */
export const exceptionSpec: LibrarySpec = {
  name: 'Exception',
  methods: {
    'String getMessage()': (self: ApexException) => self.message,
    'String getTypeName()': (self: ApexException) => self.typeName,
    'String getStackTraceString()': (self: ApexException) => self.stack,
    'Integer getLineNumber()': (self: ApexException) => self.line,
    'Exception getCause()': (self: ApexException) => self.cause,
    'void initCause(Exception)': (self: ApexException, cause: ApexException) => void (self.cause = cause),
    'void setMessage(String)': (self: ApexException, message: string) => void (self.message = message),
    'Integer getNumDml()': (self: ApexException) => self.failures.length,
    'String getDmlMessage(Integer)': (self: ApexException, i: number, tx: Transaction) =>
      failure(self, i, tx).error.message,
    'String getDmlId(Integer)': (self: ApexException, i: number, tx: Transaction) => failure(self, i, tx).id,
    'Integer getDmlIndex(Integer)': (self: ApexException, i: number, tx: Transaction) => failure(self, i, tx).index,
    'String getDmlStatusCode(Integer)': (self: ApexException, i: number, tx: Transaction) =>
      failure(self, i, tx).error.statusCode,
    'List<String> getDmlFieldNames(Integer)': (self: ApexException, i: number, tx: Transaction) =>
      strings(failure(self, i, tx).error.fields),
  },
};

function failure(exception: ApexException, index: number, tx: Transaction): ApexException['failures'][number] {
  const found = exception.failures[index];
  if (found === undefined) throw tx.error('ListException', `List index out of bounds: ${index}`);
  return found;
}
