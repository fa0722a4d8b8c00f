// Activates the extension once, without an editor. Argument: the path of extension.js. Prints as JSON: `load` and
// `activate` in milliseconds, `bytes` of the code that was read, `modules` of Node that were loaded, and the number of
// `calls` of the VS Code API by name.
const Module = require('node:module');
const { statSync } = require('node:fs');
const { dirname } = require('node:path');

const calls = {};
const count = (name) => (calls[name] = (calls[name] ?? 0) + 1);

/**
 * Answers every property, call and `new` with another of its kind, so that it does not have to know the API of VS Code.
 */
function standIn(name, target = function () {}) {
  return new Proxy(target, {
    get: (own, key, receiver) => {
      if (key in own) return Reflect.get(own, key, receiver);
      if (key === 'then') return undefined;
      if (key === Symbol.toPrimitive) return () => '';
      if (key === Symbol.iterator) return function* () {};
      return standIn(`${name}.${String(key)}`);
    },
    apply: () => {
      count(name);
      return standIn(`${name}()`);
    },
    construct: (_, __, { prototype }) => {
      count(`new ${name}`);
      return standIn(name, Object.create(prototype));
    },
  });
}

const vscode = standIn('vscode');
const modules = new Set();
const load = Module._load;
Module._load = (request, ...rest) => {
  if (request === 'vscode') return vscode;
  if (Module.isBuiltin(request)) modules.add(request.replace(/^node:/, ''));
  return load(request, ...rest);
};

const memento = { get: (_, fallback) => fallback, update: async () => undefined, keys: () => [] };
const context = standIn(
  'context',
  Object.assign(function () {}, { subscriptions: [], workspaceState: memento, globalState: memento }),
);

const path = process.argv[2];
const begun = performance.now();
const extension = require(path);
const loaded = performance.now();
extension.activate(context);
const activated = performance.now();
const files = Object.keys(require.cache).filter((file) => file.startsWith(dirname(path)));
const figures = {
  load: loaded - begun,
  activate: activated - loaded,
  bytes: files.reduce((sum, file) => sum + statSync(file).size, 0),
  modules: [...modules],
  calls,
};
process.stdout.write(JSON.stringify(figures), () => process.exit());
