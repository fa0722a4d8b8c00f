// The frames of a stack trace, as Salesforce writes them.
import assert from 'node:assert/strict';
import { toFrames } from '../../../../src/core/apex/stackFrames';

const frameOf = (text: string): unknown => {
  const [frame] = toFrames(text);
  return frame && [frame.kind, frame.name, frame.method, frame.line, frame.column];
};

describe('a stack trace', () => {
  it('names class, trigger or the anonymous block with line and column', () => {
    assert.deepEqual(frameOf('AnonymousBlock: line 12, column 3'), ['anonymous', undefined, undefined, 12, 3]);
    assert.deepEqual(frameOf('Class.Foo.bar: line 3, column 1'), ['class', 'Foo', 'bar', 3, 1]);
    assert.deepEqual(frameOf('Class.ns.Foo.Inner.<init>: line 4, column 1'), ['class', 'ns.Foo.Inner', '<init>', 4, 1]);
    assert.deepEqual(frameOf('Trigger.OnOrder: line 2, column 1'), ['trigger', 'OnOrder', undefined, 2, 1]);
  });

  it('is read from the innermost frame outwards, without lines that have no place', () => {
    const stack = '(System Code)\nClass.A.b: line 1, column 1\n\nExternal entry point\nTrigger.T: line 2, column 1\n';
    assert.deepEqual(
      toFrames(stack).map(({ text }) => text),
      ['Class.A.b: line 1, column 1', 'Trigger.T: line 2, column 1'],
    );
  });
});
