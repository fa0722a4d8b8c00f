// Turns VS Code's cancellation tokens and progress into the tasks of the core.
import { ProgressLocation, window, type CancellationToken, type Progress as HostProgress } from 'vscode';
import type { Progress, Task } from '../../core/core';
import { formatCount } from '../words/quantities';
import { plainText } from './plainText';

export interface Shown {
  readonly title: string;
  /** `view:<id>` shows a bar above a view. Only a notification has a Cancel button. */
  readonly where: 'notification' | 'window' | `view:${string}`;
}

/** Work that is done sooner shows no notification, which would only appear and disappear. */
const notifyAfterMs = 500;

/** Runs the work and shows its progress. */
export async function withTask<T>(shown: Shown, work: (task: Task) => Promise<T>): Promise<T> {
  const { CancelReason } = await import('../../core/core');
  const isNotification = shown.where === 'notification';
  const controller = new AbortController();
  let latest: Progress | undefined;
  let show = (value: Progress): void => void (latest = value);
  const done = work({ signal: controller.signal, progress: (value) => show(value) });
  if (isNotification && (await endsWithin(done, notifyAfterMs))) return await done;
  const options = {
    title: plainText(shown.title),
    location: toLocation(shown.where),
    cancellable: isNotification,
  };
  return await window.withProgress(options, (progress, token) => {
    onCancellation(token, () => controller.abort(new CancelReason('user')));
    show = (value) => report(progress, value);
    if (latest) show(latest);
    return done;
  });
}

async function endsWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const ended = (): true => true;
  try {
    return await Promise.race([work.then(ended, ended), late]);
  } finally {
    clearTimeout(timer);
  }
}

export interface Notification {
  readonly report: (message: string) => void;
  readonly onCancel: (cancel: () => void) => void;
}

/** Shows a notification with a Cancel button until the work is done. Cancel does not end it; the work decides. */
export async function showProgressUntil<T>(title: string, work: (shown: Notification) => Promise<T>): Promise<T> {
  const options = { location: ProgressLocation.Notification, title: plainText(title), cancellable: true };
  return await window.withProgress(options, (progress, token) =>
    work({
      report: (message) => progress.report({ message: plainText(message) }),
      onCancel: (cancel) => onCancellation(token, cancel),
    }),
  );
}

function toLocation(where: Shown['where']): ProgressLocation | { readonly viewId: string } {
  if (where === 'notification') return ProgressLocation.Notification;
  if (where === 'window') return ProgressLocation.Window;
  return { viewId: where.slice('view:'.length) };
}

/** Aborted when VS Code does not need the answer any more. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  onCancellation(token, () => controller.abort());
  return controller.signal;
}

function onCancellation(token: CancellationToken, cancel: () => void): void {
  if (token.isCancellationRequested) cancel();
  else token.onCancellationRequested(cancel);
}

function report(progress: HostProgress<{ message?: string }>, { done, total }: Progress): void {
  progress.report({ message: total === undefined ? formatCount(done) : `${Math.floor((done / total) * 100)}%` });
}
