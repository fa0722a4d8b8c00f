// The proxy of VS Code as environment variables for child processes, which VS Code does not patch.
import { workspace } from 'vscode';

/** Empty when VS Code has no proxy setting. The environment may still have one. */
export function proxyEnvironment(): Readonly<Record<string, string>> {
  const http = workspace.getConfiguration('http');
  const proxy = http.get<string>('proxy', '');
  if (proxy === '' || http.get('proxySupport') === 'off') return {};
  const exceptions = http.get<readonly string[]>('noProxy', []).join(',');
  return { https_proxy: proxy, http_proxy: proxy, ...(exceptions && { no_proxy: exceptions }) };
}
