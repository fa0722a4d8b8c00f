// Finds the route of a request by patterns with `{v}`, `:name` and `*rest`; ignores letter case and trailing slashes.
import { notFound, refuse, type Route } from './http';
import { refuseUnsimulated } from './unsimulated';

export const oldestVersion = 31;
export const newestVersion = 66;

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  readonly version: number;
}

interface Compiled {
  readonly route: Route;
  readonly pattern: RegExp;
}

export class Router {
  readonly #compiled: Compiled[] = [];

  add(routes: readonly Route[]): void {
    for (const one of routes) this.#compiled.push({ route: one, pattern: compile(one.pattern) });
  }

  /**
   * The first route that matches; HEAD is routed like GET. Throws 404 for a path or a version that is
   * unknown or not simulated, and 405 for a known path with another method.
   */
  find(method: string, path: string): Match {
    const version = versionOf(path);
    refuseUnsimulated(path);
    const allowed: string[] = [];
    for (const { route, pattern } of this.#compiled) {
      const found = version < (route.since ?? 0) ? null : pattern.exec(path);
      if (found === null) continue;
      if (route.method === (method === 'HEAD' ? 'GET' : method)) {
        return { route, version, params: decodeAll(found.groups ?? {}) };
      }
      allowed.push(route.method);
    }
    if (allowed.length === 0) throw notFound();
    const list = [...new Set(allowed.includes('GET') ? ['HEAD', ...allowed] : allowed)].join(',');
    throw refuse(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are ${list}`);
  }
}

function compile(pattern: string): RegExp {
  const parts = pattern
    .split('/')
    .map((part) => {
      if (part === '{v}') return 'v\\d+\\.0';
      if (part.startsWith(':')) return `(?<${part.slice(1)}>[^/]+)`;
      if (part.startsWith('*')) return `(?<${part.slice(1)}>.+?)`;
      return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('/');
  return new RegExp(`^${parts}/?$`, 'i');
}

function versionOf(path: string): number {
  const text = /^\/services\/data\/v([^/]+)/i.exec(path)?.[1];
  if (text === undefined) return newestVersion;
  const version = /^\d+\.0$/.test(text) ? Number(text) : 0;
  if (version < oldestVersion || version > newestVersion) throw notFound();
  return version;
}

function decodeAll(groups: Readonly<Record<string, string>>): Record<string, string> {
  const decoded: Record<string, string> = {};
  for (const [name, value] of Object.entries(groups)) {
    try {
      decoded[name] = decodeURIComponent(value);
    } catch {
      throw notFound();
    }
  }
  return decoded;
}
