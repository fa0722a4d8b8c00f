// Loops: while, do while, for with a counter, and for over lists, sets and queries.
import type { Statement } from '../parse/tree';
import { broken, normal, returned, type Frame } from '../run/frame';
import { argOf, isAssignable, isSame } from '../typeSystem/apexType';
import type { ApexType } from '../typeSystem/model';
import { ApexList, ApexSet } from '../values/collections';
import { ApexObject } from '../values/objects';
import { CompileError, type Body, type Code } from './code';
import { expression } from './expressions';
import { condition, type Compiled, type CompileStatement } from './compiled';

type Of<Kind extends Statement['kind']> = Statement & { readonly kind: Kind };

function loopBody(body: Body, node: Statement, compile: CompileStatement): Compiled {
  body.loops++;
  try {
    return body.within(() => compile(body, node));
  } finally {
    body.loops--;
  }
}

export function whileLoop(body: Body, node: Of<'while'>, compile: CompileStatement): Compiled {
  const test = condition(body, node.test);
  const { run } = loopBody(body, node.body, compile);
  return {
    ends: false,
    run: (frame) => {
      while (test(frame) === true) {
        frame.tx.step(frame.place, node.line);
        const end = run(frame);
        if (end === broken) break;
        if (end === returned) return end;
      }
      return normal;
    },
  };
}

export function doWhileLoop(body: Body, node: Of<'doWhile'>, compile: CompileStatement): Compiled {
  const { run } = loopBody(body, node.body, compile);
  const test = condition(body, node.test);
  return {
    ends: false,
    run: (frame) => {
      do {
        const end = run(frame);
        if (end === broken) break;
        if (end === returned) return end;
        frame.tx.step(frame.place, node.line);
      } while (test(frame) === true);
      return normal;
    },
  };
}

export function forLoop(body: Body, node: Of<'for'>, compile: CompileStatement): Compiled {
  return body.within(() => {
    const init = node.init.map((one) => compile(body, one).run);
    const test = node.test && condition(body, node.test);
    const update = node.update.map((one) => expression(body, one).run);
    const { run } = loopBody(body, node.body, compile);
    return {
      ends: false,
      run: (frame) => {
        for (const start of init) start(frame);
        while (test === undefined || test(frame) === true) {
          const end = run(frame);
          if (end === broken) break;
          if (end === returned) return end;
          frame.tx.step(frame.place, node.line);
          for (const next of update) next(frame);
        }
        return normal;
      },
    };
  });
}

/** A loop over a query gets its records in lists of this size. */
const rowsPerChunk = 200;

export function forEachLoop(body: Body, node: Of<'forEach'>, compile: CompileStatement): Compiled {
  const values = expression(body, node.values);
  const type = body.program.typeAt(node.type, body.cls);
  const isChunked = values.single !== undefined && type.kind === 'list';
  if (!isChunked) checkElement(values, type, node);
  return body.within(() => {
    const { slot } = body.declare(node.name, type, node);
    const { run } = loopBody(body, node.body, compile);
    return {
      ends: false,
      run: (frame) => {
        for (const item of itemsOf(frame, values.run(frame), isChunked)) {
          frame.locals[slot] = item;
          frame.tx.step(frame.place, node.line);
          const end = run(frame);
          if (end === broken) break;
          if (end === returned) return end;
        }
        return normal;
      },
    };
  });
}

function checkElement({ type }: Code, element: ApexType, node: Of<'forEach'>): void {
  if (type.kind === 'class' || type.kind === 'library') return;
  if (type.kind !== 'list' && type.kind !== 'set') {
    throw new CompileError(node.values, `For loop can only iterate over a list, a set or a query: ${type.name}`);
  }
  const held = argOf(type);
  const isFit = isSame(held, element) || isAssignable(held, element);
  if (!isFit) throw new CompileError(node, `Loop variable must be of type ${held.name}`);
}

function* itemsOf(frame: Frame, values: unknown, isChunked: boolean): Generator {
  const { tx } = frame;
  if (values === null) throw tx.error('NullPointerException', 'Attempt to de-reference a null object');
  if (values instanceof ApexObject) {
    yield* iterated(frame, values);
    return;
  }
  if (values instanceof ApexSet) {
    yield* values.items;
    return;
  }
  if (!(values instanceof ApexList)) return;
  if (!isChunked) {
    const { length } = values.items;
    for (let i = 0; i < values.items.length; i++) {
      if (values.items.length !== length)
        throw tx.error('FinalException', 'Cannot modify a collection while it is being iterated.');
      yield values.items[i];
    }
    return;
  }
  for (let at = 0; at < values.items.length; at += rowsPerChunk) {
    yield new ApexList(values.element, values.items.slice(at, at + rowsPerChunk));
  }
}

/** An Iterable of the user's, or an Iterator. */
function* iterated({ tx }: Frame, object: ApexObject): Generator {
  const source = tx.program.callByName(tx, object, 'iterator', []);
  if (source instanceof ApexList) {
    yield* source.items;
    return;
  }
  const iterator = source as ApexObject;
  while (tx.program.callByName(tx, iterator, 'hasNext', []) === true)
    yield tx.program.callByName(tx, iterator, 'next', []);
}
