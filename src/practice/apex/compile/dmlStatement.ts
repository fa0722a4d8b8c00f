// The statements insert, update, upsert, delete and undelete: all records or none.
import type { Statement } from '../parse/tree';
import { dmlOrThrow } from '../host/dml';
import { normal } from '../run/frame';
import { argOf } from '../typeSystem/apexType';
import { CompileError, type Body } from './code';
import { expression } from './expressions';
import type { Compiled } from './compiled';

type DmlNode = Statement & { readonly kind: 'dml' };

export function dmlStatement(body: Body, node: DmlNode): Compiled {
  const { operation, key } = node;
  const value = expression(body, node.value);
  const { type } = value;
  const isRecords = type.kind === 'sobject' || (type.kind === 'list' && argOf(type).kind === 'sobject');
  if (!isRecords) throw new CompileError(node.value, `DML requires SObject or SObject list type: ${type.name}`);
  const keyName = key?.split('.').at(-1);
  return {
    ends: false,
    run: (frame) => {
      dmlOrThrow(frame.tx, { operation, records: value.run(frame), keyName });
      return normal;
    },
  };
}
