// Activates the extension once, without an editor. Argument: the path of extension.js. Prints {"load", "activate"} in
// milliseconds.
const Module = require('node:module');

/** Answers every property, call and `new` with another of its kind, so that it does not have to know the API of VS Code. */
function standIn(target = function () {}) {
  return new Proxy(target, {
    get: (own, key, receiver) => {
      if (key in own) return Reflect.get(own, key, receiver);
      if (key === 'then') return undefined;
      if (key === Symbol.toPrimitive) return () => '';
      if (key === Symbol.iterator) return function* () {};
      return standIn();
    },
    apply: () => standIn(),
    construct: (_, __, { prototype }) => standIn(Object.create(prototype)),
  });
}

const vscode = standIn();
const load = Module._load;
Module._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));

const memento = { get: (_, fallback) => fallback, update: async () => undefined, keys: () => [] };
const context = standIn(
  Object.assign(function () {}, { subscriptions: [], workspaceState: memento, globalState: memento }),
);

const path = process.argv[2];
const begun = performance.now();
const extension = require(path);
const loaded = performance.now();
extension.activate(context);
const activated = performance.now();
process.stdout.write(JSON.stringify({ load: loaded - begun, activate: activated - loaded }), () => process.exit());
