// Composition root: builds the extension from top to bottom and returns what closes it.
import { Uri, type ExtensionContext } from 'vscode';
import type { Core, JobSpec } from '../core/core';
import { advise } from './advice';
import { createCoreAccess, type CoreAccess, type OpenCore } from './coreAccess';
import { registerApex } from './features/apex/apex';
import { registerJobs } from './features/jobs/jobs';
import { createKindOf, jobKinds } from './features/jobs/kinds';
import { registerLogs } from './features/logs/logs';
import { registerLoad, type LoadFeature } from './features/load/load';
import { registerMapping } from './features/mapping/mapping';
import { registerOrgs } from './features/orgs/orgs';
import type { PracticeDeps } from './features/practice/deps';
import { registerPractice } from './features/practice/practice';
import { registerExport } from './features/export/export';
import { registerSample } from './features/sample/sample';
import { registerTests } from './features/tests/tests';
import { registerTerminal } from './features/terminal/terminal';
import { bindCommands } from './host/commands';
import { createDisposables } from './host/disposables';
import { createBoundary } from './host/errors';
import { createLog } from './host/log';
import { createReports } from './host/reports';
import type { shell } from './manifest';
import { logFolder, practiceFolder } from '../node/dataFolder';
import { createWalkthrough } from './walkthrough';

export interface Extension {
  /** Detaches from running jobs; resolves when their journals are closed. */
  readonly close: () => Promise<void>;
}

export function compose(context: ExtensionContext, openCore: OpenCore): Extension {
  const { close, ...shared } = createShared(context, openCore);
  const { orgs, core, jobs, disposables } = shared;
  const practice = registerPractice({
    ...shared,
    ...practiceProcess(context),
    use: async ({ orgId }) => orgsFeature.current.set(orgId),
    ...jobsOfPractice(jobs),
    changed: () => orgsFeature.refresh(),
  });
  const load: LoadFeature['load'] = async (file, of) => loadFeature.load(file, of);
  const loading = { ...shared, startPractice: practice.start, load };
  const { add: addPractice, isStopped } = practice;
  const orgsFeature = registerOrgs({ ...loading, addPractice, isStopped });
  const { isSample } = registerSample({ ...loading, storage: context.globalStorageUri });
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
    onOrgChange: orgsFeature.current.onChange,
    isSample,
    ensureRunning: practice.ensureRunning,
    isStopped: (of) => practice.settled.then(() => practice.isStopped(of)),
    remoteJobs: async (orgId) => (await (await core()).org(orgId)).bulkJobs,
  });
  const flow = {
    ...shared,
    globalMemory: context.globalState,
    currentOrg,
    pickOrg: orgsFeature.pickOrg,
    ensureRunning: practice.ensureRunning,
    start: async (spec: JobSpec): Promise<string> => (await jobs()).start(spec),
    follow: jobsFeature.follow,
  };
  const loadFeature = registerLoad(flow);
  registerExport(flow);
  registerMapping(flow);
  const { current, pickOrgs } = orgsFeature;
  registerApex({ ...flow, pickOrgs, onOrgChange: current.onChange, storage: context.globalStorageUri });
  registerTests(flow);
  const logs = registerLogs({ ...flow, folder: logFolder(), onOrgChange: current.onChange });
  registerTerminal({ ...shared, ...jobsFeature, variables: () => context.environmentVariableCollection });
  return {
    close: async () => {
      await logs.close();
      disposables.dispose();
      await close();
    },
  };
}

/** What several features use, with the commands of no feature. */
function createShared(context: ExtensionContext, openCore: OpenCore) {
  const { extensionUri, workspaceState: memory } = context;
  const disposables = createDisposables();
  const log = disposables.add(createLog('Kinetic'));
  const boundary = createBoundary(log, advise);
  const { open, done } = createWalkthrough(() => context.extension.id, boundary);
  const commands = { 'kinetic.log.show': () => log.show(), 'kinetic.walkthrough.open': open };
  disposables.add(bindCommands<typeof shell>(boundary, commands));
  return {
    ...createCoreAccess(context, openCore, log),
    advise,
    log,
    boundary,
    disposables,
    reports: disposables.add(createReports()),
    done,
    extensionUri,
    memory,
  };
}

const jobsOfPractice = (jobs: CoreAccess['jobs']): Pick<PracticeDeps, 'openJobs' | 'stopped'> => ({
  openJobs: async ({ orgId }) =>
    (await jobs()).list().filter(({ spec, phase }) => spec.orgId === orgId && phase !== 'finished').length,
  stopped: async ({ orgId }) => (await jobs()).orgStopped(orgId),
});

/** The demo starts the practice org before VS Code and passes its address in the environment. */
function practiceProcess({ extensionUri }: ExtensionContext): Pick<PracticeDeps, 'script' | 'folder' | 'running'> {
  const { KINETIC_PRACTICE_URL: url, KINETIC_PRACTICE_TOKEN: accessToken } = process.env;
  const running = url && accessToken ? { url, accessToken } : undefined;
  const script = Uri.joinPath(extensionUri, 'dist', 'practice.js').fsPath;
  return { script, folder: practiceFolder(), running };
}
