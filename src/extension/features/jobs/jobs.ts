// The jobs feature: the Jobs view, the job panels, and what a person hears about a job that runs and ends.
import { commands, window } from 'vscode';
import type { JobState } from '../../../core/core';
import { bindCommands } from '../../host/commands';
import { once } from '../../host/once';
import { createTree } from '../../host/treeView';
import { createActions } from './actions';
import type { JobsDeps } from './deps';
import { sayEnd, showProgress, troubleSentence } from './follow';
import type { manifest } from './manifest';
import { isRunning, jobTree, type JobNode } from './tree';

export interface JobsFeature {
  /** Shows the panel and the progress of a job that was just started, and says once how it ended. */
  readonly follow: (jobId: string, sizeBytes: number) => void;
}

export function registerJobs(deps: JobsDeps): JobsFeature {
  const { jobs, boundary, disposables } = deps;
  const closing = new AbortController();
  disposables.add({ dispose: () => closing.abort() });
  const panels = once(async () => (await import('./panels')).createJobPanels(deps));
  const announce = (jobId: string): void =>
    void boundary.runQuietly(async () => sayEnd(await jobs(), jobId, { log: deps.log, closing: closing.signal }));

  const toNode = async (job: JobState): Promise<JobNode> => {
    const sentence = await troubleSentence(job);
    return { kind: 'job', job, ...(sentence !== undefined && { sentence }) };
  };
  const roots = async (): Promise<JobNode[]> => Promise.all((await jobs()).list().map(toNode));
  const tree = disposables.add(createTree(jobTree(roots), boundary));

  const redraw = async (): Promise<void> => {
    tree.refresh();
    const running = (await jobs()).list().some(isRunning);
    await commands.executeCommand('setContext', 'kinetic.jobs.running', running);
  };
  void boundary.runQuietly(async () => {
    const known = await jobs();
    const stop = known.onChange((state) => {
      void boundary.runQuietly(redraw);
      void boundary.runQuietly(async () => (await panels()).changed(state));
    });
    disposables.add({ dispose: stop });
    for (const jobId of await known.resumeUnfinished()) announce(jobId);
    await redraw();
  });
  disposables.add(
    window.registerWebviewPanelSerializer('kinetic.job', {
      deserializeWebviewPanel: (panel, kept) => boundary.run(async () => (await panels()).restore(panel, kept)).then(),
    }),
  );
  disposables.add(bindCommands<typeof manifest>(boundary, createActions(deps, { panels, announce, redraw })));
  return {
    follow: (jobId, sizeBytes) => {
      announce(jobId);
      void boundary.run(async () => (await panels()).open(jobId));
      void boundary.run(async () => showProgress(await jobs(), jobId, sizeBytes));
    },
  };
}
