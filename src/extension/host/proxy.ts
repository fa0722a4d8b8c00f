// VS Code's proxy, for programs that we start: VS Code itself sees only to what runs inside it.
import { workspace } from 'vscode';

/** Empty where VS Code has no proxy of its own; the environment may still name one. */
export function proxyEnvironment(): Readonly<Record<string, string>> {
  const http = workspace.getConfiguration('http');
  const proxy = http.get<string>('proxy', '');
  if (proxy === '' || http.get('proxySupport') === 'off') return {};
  const exceptions = http.get<readonly string[]>('noProxy', []).join(',');
  return { https_proxy: proxy, http_proxy: proxy, ...(exceptions && { no_proxy: exceptions }) };
}
