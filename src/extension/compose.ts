// Composition root: builds the extension from top to bottom and returns what closes it.
import { Uri, window, type ExtensionContext, type LogOutputChannel } from 'vscode';
import type { Core, JobSpec } from '../core/core';
import { advise } from './advice';
import { registerJobs } from './features/jobs/jobs';
import { createKindOf, jobKinds } from './features/jobs/kinds';
import { registerLoad } from './features/load/load';
import { registerOrgs } from './features/orgs/orgs';
import { registerPractice } from './features/practice/practice';
import { registerExport } from './features/export/export';
import { bindCommands } from './host/commands';
import { createDisposables } from './host/disposables';
import { createBoundary } from './host/errors';
import { once } from './host/once';
import type { shell } from './manifest';

/** Loads and builds the core. Called once, on first use, and never before the activation has returned. */
export type OpenCore = (context: ExtensionContext, log: LogOutputChannel) => Promise<Core>;

export interface Extension {
  /** Detaches from running jobs; resolves when their journals are closed. */
  readonly close: () => Promise<void>;
}

export function compose(context: ExtensionContext, openCore: OpenCore): Extension {
  const disposables = createDisposables();
  const log = disposables.add(window.createOutputChannel('Kinetic', { log: true }));
  const boundary = createBoundary(log, advise);
  const core = once(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    const opened = await openCore(context, log);
    closing.push(() => opened.jobs.close());
    return opened;
  });
  const closing: (() => Promise<void>)[] = [];
  const orgs = async (): Promise<Core['orgs']> => (await core()).orgs;
  const jobs = once(async () => {
    const loaded = (await core()).jobs;
    await loaded.load();
    return loaded;
  });

  disposables.add(bindCommands<typeof shell>(boundary, { 'kinetic.log.show': () => log.show() }));
  const shared = { orgs, core, jobs, advise, log, boundary, disposables, memory: context.workspaceState };
  const practice = registerPractice({
    ...shared,
    script: Uri.joinPath(context.extensionUri, 'dist', 'practice.js').fsPath,
    running: practiceOfEnvironment(),
    use: async ({ orgId }) => orgsFeature.current.set(orgId),
    stopped: async ({ orgId }) => (await jobs()).orgStopped(orgId),
    changed: () => orgsFeature.refresh(),
  });
  const orgsFeature = registerOrgs({ ...shared, startPractice: practice.start, isStopped: practice.isStopped });
  const org = async (orgId: string): ReturnType<Core['orgs']['get']> => (await orgs()).get(orgId);
  const currentOrg = async (file?: string): ReturnType<typeof orgsFeature.current.get> => {
    await practice.settled;
    return orgsFeature.current.get(file === undefined ? undefined : Uri.file(file));
  };
  const jobsFeature = registerJobs({
    ...shared,
    kindOf: createKindOf(jobKinds),
    progress: () => import('../core/core'),
    org,
    currentOrg,
    extensionUri: context.extensionUri,
    wake: practice.wake,
    remoteJobs: async (orgId) => (await (await core()).org(orgId)).bulkJobs,
  });
  const flow = {
    ...shared,
    currentOrg,
    pickOrg: orgsFeature.pickOrg,
    wake: practice.wake,
    start: async (spec: JobSpec): Promise<string> => (await jobs()).start(spec),
    follow: jobsFeature.follow,
  };
  registerLoad(flow);
  registerExport(flow);
  return {
    close: async () => {
      disposables.dispose();
      await Promise.all(closing.map((close) => close()));
    },
  };
}

/** The demo starts the practice org before VS Code and passes its address in the environment. */
function practiceOfEnvironment(): { readonly url: string; readonly accessToken: string } | undefined {
  const { KINETIC_PRACTICE_URL: url, KINETIC_PRACTICE_TOKEN: accessToken } = process.env;
  return url && accessToken ? { url, accessToken } : undefined;
}
