// Opens web pages for a person, and finds the way back to this machine when VS Code's window runs on another one.
import { env, Uri } from 'vscode';

/** VS Code may ask first. It tells a person who only copied the address from one who said no as little as we do. */
export async function showPage(url: string): Promise<void> {
  await env.openExternal(Uri.parse(url, true));
}

/** Forwards the port of a remote window; an address of this machine stays as it is in a local one. */
export async function toExternalAddress(url: string): Promise<string> {
  return (await env.asExternalUri(Uri.parse(url, true))).toString(true);
}
