// Calls that a rollback does not take back: found where they are code, and only there.
import assert from 'node:assert/strict';
import { survivorsIn } from '../../../../../src/core/apex/rollback/survivors';
import { tokensOf } from '../../../../../src/core/apex/rollback/tokens';

const found = (code: string): readonly string[] =>
  survivorsIn(tokensOf(code)).map(({ code: why, call, at }) => `${why} ${call} ${at}`);

describe('calls that survive a rollback', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['new Http().send(r);', 'input.rollbackCallout new Http 0'],
    ['HttpResponse s = NEW system.HTTP ( ).send(r);', 'input.rollbackCallout new System.Http 17'],
    ['WebServiceCallout.invoke(a, b, c, d);', 'input.rollbackCallout WebServiceCallout.invoke 0'],
    ["Invocable.Action.createCustomAction('apex', 'A');", 'input.rollbackUnknown Invocable.Action 0'],
    ['new Messaging.CustomNotification();', 'input.rollbackUnknown new Messaging.CustomNotification 0'],
    ['new Messaging.PushNotification(p);', 'input.rollbackUnknown new Messaging.PushNotification 0'],
    ['EventBus . Publish(e);', 'input.rollbackEvent EventBus.publish 0'],
    ['System.EventBus.publish(e);', 'input.rollbackEvent EventBus.publish 7'],
    ['void f() { EventBus.publish(e); }', 'input.rollbackEvent EventBus.publish 11'],
    ["Cache.Org.put('a', b);", 'input.rollbackCache Cache.Org.put 0'],
    ['Database.insertImmediate(b);', 'input.rollbackOutside Database.insertImmediate 0'],
    ['System.abortJob(id);', 'input.rollbackUnknown System.abortJob 0'],
  ];
  for (const [code, expected] of cases) it(`are found: ${code}`, () => assert.deepEqual(found(code), [expected]));

  it('are all named, in the order of the code', () => {
    assert.deepEqual(found('EventBus.publish(e);\nnew Http().send(r);'), [
      'input.rollbackEvent EventBus.publish 0',
      'input.rollbackCallout new Http 21',
    ]);
  });

  // Emails leave when the transaction is committed; jobs are records of the transaction.
  const fine = [
    ...["String s = 'EventBus.publish(e)'; // new Http()", 'new HttpRequest().setEndpoint(a);', 'new Http.Mine();'],
    ...['my.EventBus.publish(e);', 'EventBus.publishing(e);', 'Messaging.sendEmail(m);', 'System.enqueueJob(j);'],
    ...["Cache.Org.get('a');", 'Database.insert(a);', 'System.schedule(a, b, c);', 'Database.executeBatch(b);'],
  ];
  for (const code of fine) it(`are not: ${code}`, () => assert.deepEqual(found(code), []));
});
