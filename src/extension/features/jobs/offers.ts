// Rows that are offered for a retry and not loaded yet. They may be edited for days, so offers survive reloads of the
// window.
import { commands, type Memento } from 'vscode';
import type { RetryOffer } from '../../../core/core';

export interface Offers {
  /** By the path of the offered file. */
  readonly get: (file: string) => RetryOffer | undefined;
  readonly keep: (offer: RetryOffer) => Promise<void>;
  readonly drop: (file: string) => Promise<void>;
}

export type Memory = Pick<Memento, 'get' | 'update'>;

const memoryKey = 'kinetic.retry.offers';
/** The files of older offers have probably been removed with their jobs. */
const maxOffers = 50;
/** The editor shows its button on every file with the name of an offer, except on these. */
const loadedKey = 'kinetic.retry.loaded';

export function createOffers(memory: Memory): Offers {
  let loaded: readonly string[] = [];
  const all = (): readonly RetryOffer[] => memory.get<readonly RetryOffer[]>(memoryKey, []);
  const others = (file: string): readonly RetryOffer[] => all().filter((offer) => offer.file !== file);
  const hideOn = async (files: readonly string[]): Promise<void> => {
    loaded = files;
    await commands.executeCommand('setContext', loadedKey, loaded);
  };
  return {
    get: (file) => all().find((offer) => offer.file === file),
    keep: async (offer) => {
      await memory.update(memoryKey, [...others(offer.file), offer].slice(-maxOffers));
      await hideOn(loaded.filter((file) => file !== offer.file));
    },
    drop: async (file) => {
      await memory.update(memoryKey, others(file));
      await hideOn([...loaded, file]);
    },
  };
}
