// Opens web pages, and finds the address by which a browser reaches this computer from another one.
import { env, Uri } from 'vscode';

/** VS Code may ask first. It does not say whether the page was opened, only copied, or declined. */
export async function showPage(url: string): Promise<void> {
  await env.openExternal(Uri.parse(url, true));
}

/** Forwards the port in a remote window. In a local window the URL stays the same. */
export async function toExternalAddress(url: string): Promise<string> {
  return (await env.asExternalUri(Uri.parse(url, true))).toString(true);
}
