// Turns VS Code's cancellation tokens and progress into the tasks of the core.
import { ProgressLocation, window, type CancellationToken, type Progress as HostProgress } from 'vscode';
import type { Progress, Task } from '../../core/core';
import { formatCount } from '../words/quantities';

export interface Shown {
  readonly title: string;
  /** `view:<id>` shows a bar above a view. Only a notification has a Cancel button. */
  readonly where: 'notification' | 'window' | `view:${string}`;
}

/** Runs the work and shows its progress. */
export async function withTask<T>(shown: Shown, work: (task: Task) => Promise<T>): Promise<T> {
  const { CancelReason } = await import('../../core/core');
  const options = {
    title: shown.title,
    location: toLocation(shown.where),
    cancellable: shown.where === 'notification',
  };
  return await window.withProgress(options, (progress, token) => {
    const controller = new AbortController();
    onCancellation(token, () => controller.abort(new CancelReason('user')));
    return work({ signal: controller.signal, progress: (value) => report(progress, value) });
  });
}

function toLocation(where: Shown['where']): ProgressLocation | { readonly viewId: string } {
  if (where === 'notification') return ProgressLocation.Notification;
  if (where === 'window') return ProgressLocation.Window;
  return { viewId: where.slice('view:'.length) };
}

function onCancellation(token: CancellationToken, cancel: () => void): void {
  if (token.isCancellationRequested) cancel();
  else token.onCancellationRequested(cancel);
}

function report(progress: HostProgress<{ message?: string }>, { done, total }: Progress): void {
  progress.report({ message: total === undefined ? formatCount(done) : `${Math.floor((done / total) * 100)}%` });
}
