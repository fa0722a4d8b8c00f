// Opens web pages for a person, and finds the way back to this machine when VS Code's window runs on another one.
import { env, Uri } from 'vscode';
import { StopReason } from '../../core/core';

/** Throws StopReason when the person does not want the page opened. */
export async function showPage(url: string): Promise<void> {
  if (!(await env.openExternal(Uri.parse(url, true)))) throw new StopReason('user');
}

/** Forwards the port of a remote window; an address of this machine stays as it is in a local one. */
export async function toExternalAddress(url: string): Promise<string> {
  return (await env.asExternalUri(Uri.parse(url, true))).toString(true);
}
