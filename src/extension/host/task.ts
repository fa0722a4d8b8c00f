// The only bridge between VS Code's cancellation and progress and the core's tasks.
import { ProgressLocation, window, type CancellationToken, type Progress as HostProgress } from 'vscode';
import type { Progress, Task } from '../../core/core';
import { formatCount } from '../words/quantities';

export interface Shown {
  readonly title: string;
  /** `view:<id>` shows a bar over a view; a view cannot offer Cancel. */
  readonly where: 'notification' | 'window' | `view:${string}`;
}

/** Runs work that may wait, with its progress shown and with Cancel where the place has room for it. */
export async function withTask<T>(shown: Shown, work: (task: Task) => Promise<T>): Promise<T> {
  const { CancelReason } = await import('../../core/core');
  const options = {
    title: shown.title,
    location: toLocation(shown.where),
    cancellable: shown.where === 'notification',
  };
  return await window.withProgress(options, (progress, token) => {
    const controller = new AbortController();
    stopOn(token, () => controller.abort(new CancelReason('user')));
    return work({ signal: controller.signal, progress: (value) => report(progress, value) });
  });
}

function toLocation(where: Shown['where']): ProgressLocation | { readonly viewId: string } {
  if (where === 'notification') return ProgressLocation.Notification;
  if (where === 'window') return ProgressLocation.Window;
  return { viewId: where.slice('view:'.length) };
}

function stopOn(token: CancellationToken, stop: () => void): void {
  if (token.isCancellationRequested) stop();
  else token.onCancellationRequested(stop);
}

function report(progress: HostProgress<{ message?: string }>, { done, total }: Progress): void {
  progress.report({ message: total === undefined ? formatCount(done) : `${Math.floor((done / total) * 100)} %` });
}
