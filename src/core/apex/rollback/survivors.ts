// Calls whose effect a rollback does not take back. They are found by their names in the code itself; what code that it
// calls does is not seen here.
import type { Token } from './tokens';

import type { ErrorCode } from '../../errors/catalog';

/** Why the call is refused, as the code of its sentence. */
export type SurvivorCode = Extract<ErrorCode, `input.rollback${string}`>;

export interface Survivor {
  readonly code: SurvivorCode;
  /** As Apex names it, for example `EventBus.publish`. */
  readonly call: string;
  /** The index of its first character. */
  readonly at: number;
}

/**
 * A callout leaves Salesforce. An event with the publish behavior “Publish Immediately” is not part of the transaction
 * (EventBus.publish in the Apex Reference). Another transaction sees a value in the cache at once. Big objects and
 * external objects have transactions of their own.
 */
const calls: Readonly<Record<SurvivorCode, readonly string[]>> = {
  'input.rollbackCallout': [
    ...['new Http', 'new System.Http', 'WebServiceCallout.invoke', 'new Continuation', 'ExternalService'],
  ],
  'input.rollbackEvent': ['EventBus.publish'],
  'input.rollbackCache': [
    ...['Cache.Org.put', 'Cache.Org.remove', 'Cache.Org.getPartition', 'Cache.OrgPartition'],
    ...['Cache.Session.put', 'Cache.Session.remove', 'Cache.Session.getPartition', 'Cache.SessionPartition'],
  ],
  'input.rollbackOutside': [
    ...['Database.insertImmediate', 'Database.updateImmediate', 'Database.deleteImmediate'],
    ...['Database.insertAsync', 'Database.updateAsync', 'Database.deleteAsync'],
  ],
  'input.rollbackUnknown': [
    ...['System.abortJob', 'System.purgeOldAsyncJobs', 'Metadata.Operations.enqueueDeployment'],
    ...['System.resetPassword', 'System.resetPasswordWithEmailTemplate', 'System.setPassword'],
    ...['Invocable.Action', 'new Messaging.PushNotification', 'new Messaging.CustomNotification'],
  ],
};

interface Pattern extends Pick<Survivor, 'code' | 'call'> {
  readonly words: readonly string[];
}

const patterns: readonly Pattern[] = Object.entries(calls).flatMap(([code, names]) =>
  names.map((call) => ({ code: code as SurvivorCode, call, words: call.toLowerCase().match(/\w+|\./g) ?? [] })),
);

/** In the order of the code. */
export function survivorsIn(tokens: readonly Token[]): readonly Survivor[] {
  return tokens.flatMap((token, index) => {
    const found = patterns.find(({ words }) => isAt(tokens, index, words));
    return found ? [{ code: found.code, call: found.call, at: token.at }] : [];
  });
}

function isAt(tokens: readonly Token[], index: number, words: readonly string[]): boolean {
  if (!words.every((word, offset) => tokens[index + offset]?.lower === word)) return false;
  // `new Http.Inner()` would be a class of the org.
  if (words[0] === 'new') return tokens[index + words.length]?.text !== '.';
  // A member of something else than the namespace System.
  return tokens[index - 1]?.text !== '.' || tokens[index - 2]?.lower === 'system';
}
