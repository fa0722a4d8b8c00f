// The core for the whole extension: built on first need and shared.
import type { ExtensionContext } from 'vscode';
import type { Core } from '../core/core';
import type { Log } from './host/log';
import { nextTurn } from './host/nextTurn';
import { once } from './host/once';

/** Loads and builds the core. Called once, on first use, and never before the activation has returned. */
export type OpenCore = (context: ExtensionContext, log: Log) => Promise<Core>;

export interface CoreAccess {
  readonly core: () => Promise<Core>;
  readonly orgs: () => Promise<Core['orgs']>;
  /** With the jobs of the store. */
  readonly jobs: () => Promise<Core['jobs']>;
  readonly close: () => Promise<void>;
}

/** The core is opened on first need, in a turn of its own, since that takes a while. */
export function createCoreAccess(context: ExtensionContext, openCore: OpenCore, log: Log): CoreAccess {
  let opened: Core | undefined;
  const core = once(async () => {
    await nextTurn();
    opened = await openCore(context, log);
    return opened;
  });
  const jobs = once(async () => {
    const loaded = (await core()).jobs;
    await loaded.load();
    return loaded;
  });
  return { core, jobs, orgs: async () => (await core()).orgs, close: async () => opened?.jobs.close() };
}
