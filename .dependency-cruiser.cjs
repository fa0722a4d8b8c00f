// Who may import what. Every rule has its reason; test/gates/imports.test.ts breaks each of them once.

/** Folders of one Salesforce API each. */
const apiFolders = 'rest|composite|bulk|soap|metadata|apex|tooling|streaming';
/** The lowest layers of the core, whose files may be imported directly. */
const openFolders = 'errors|kernel|http|model|csv|results';
const openRooms = `((${openFolders})/|ports(\\.ts$|/))`;
const folders = [
  ...apiFolders.split('|'),
  ...['soql', 'mapping', 'policy', 'health', 'load', 'export', 'preflight', 'undo', 'jobs', 'pipeline'],
];
/** A door is the file with the folder's name. */
const doors = folders.map((name) => `${name}/${name}`).join('|');
const ours = '^(src|webview-ui|test|bench|scripts)/';
const npmKinds = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown', 'unknown'];

/** Each package and the only files that may import it. A package that is not listed may not be in a shipped file. */
const homes = {
  // One file wraps each Node-only library: the core does not depend on it, and it can be replaced in one place.
  'node-fetch': ['^src/node/httpTransport\\.ts$'],
  jsonwebtoken: ['^src/node/jwtSigner\\.ts$'],
  faye: ['^src/node/eventTransport\\.ts$', '^src/practice/endpoints/streaming'],
  // Bytes become values in one place; everywhere else bytes stay bytes.
  'csv-parse': ['^src/core/csv/csvRows\\.ts$', '^src/practice/'],
  // Schemas check what comes from outside: tools, messages, responses of a server, the stored state of a page.
  zod: ['^src/((tools|shared|core)/|extension/features/apex/history)', '^webview-ui/src/(.*/arrangement|dev/)'],
  // The command line describes its commands in rows; one file hands them to the library.
  commander: ['^src/cli/parser\\.ts$'],
  fflate: ['^src/core/kernel/zip\\.ts$', '^src/practice/'],
  'fast-xml-parser': ['^src/core/kernel/xml\\.ts$', '^src/practice/'],
  yaml: ['^src/core/(mapping|pipeline)/'],
  // Patterns of mappings come from other people: this engine takes linear time for any of them.
  re2js: ['^src/core/mapping/regex\\.ts$'],
  // Parsers of Salesforce's languages.
  '@jetstreamapp/soql-parser-js': ['^src/core/soql/', '^src/practice/'],
  '@apexdevtools/apex-parser': ['^src/practice/'],
  '@modelcontextprotocol/(sdk|server)': ['^src/mcp/'],
  // Salesforce's own libraries are large and full of singletons: only the child process loads them.
  '@salesforce/(source-deploy-retrieve|core)': ['^src/dx/'],
  // Only the pages know how they are built.
  'lit(-html|-element)?': ['^webview-ui/'],
  '@vscode/codicons': ['^webview-ui/'],
};

const packagePath = (name) => `(^|node_modules/(@types/)?)${name}(/|$)`;

const packageRules = Object.entries(homes).map(([name, places]) => ({
  name: `package:${name}`,
  comment: 'Each package is used in one place: see the table of packages in docs/architecture.md.',
  severity: 'error',
  from: { path: '^(src|webview-ui)/', pathNot: places },
  to: { path: packagePath(name), dependencyTypesNot: ['local'] },
}));

/** Parts that may only import themselves and what is listed here. */
const closedParts = [
  {
    name: 'tools-see-the-core-door',
    comment: 'A tool works in every host, so it may not depend on Node, VS Code or a user interface.',
    folder: 'src/tools',
    sees: ['^src/core/core\\.ts$'],
  },
  {
    name: 'node-sees-the-ports',
    comment: 'An adapter implements a port and throws the one error class. It contains no rule about Salesforce.',
    folder: 'src/node',
    sees: ['^src/core/(core|ports)\\.ts$', '^src/shared/dx\\.ts$'],
  },
  {
    name: 'practice-is-self-contained',
    comment: 'Code shared by the practice org and its clients would make the same mistake on both sides and hide it.',
    folder: 'src/practice',
    sees: [],
  },
  {
    name: 'dx-sees-its-messages',
    comment: 'The child process exchanges plain messages, which keeps Salesforce’s libraries out of other programs.',
    folder: 'src/dx',
    sees: ['^src/shared/dx\\.ts$'],
  },
  {
    name: 'shared-is-self-contained',
    comment: 'What two programs share must load in both of them, so it can depend on neither.',
    folder: 'src/shared',
    sees: [],
  },
  {
    name: 'pages-see-the-protocol',
    comment: 'A page is an untrusted browser. All that it shares with the extension are messages.',
    folder: 'webview-ui',
    sees: ['^src/shared/protocol/'],
  },
].map(({ name, comment, folder, sees }) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { path: ours, pathNot: [`^${folder}/`, ...sees] },
}));

/** The lowest layers of the core from bottom to top: each may import only those before it. */
const foundations = ['model/', 'errors/', 'ports(\\.ts$|/)', 'kernel/', 'csv/', 'results/'];

const foundationRules = foundations.map((folder, at) => ({
  name: `foundation:${/^\w+/.exec(folder)[0]}`,
  comment: 'Data, errors, ports, kernel, CSV and results build on each other in this order, without a connection.',
  severity: 'error',
  from: { path: `^src/core/${folder}` },
  to: { path: `^src/core/(${[...foundations.slice(at + 1), 'http/'].join('|')})` },
}));

/**
 * The layers inside the core: core.ts, org.ts → pipeline → jobs → load, export → the API folders, mapping, soql →
 * http → the foundations. auth, policy and health are built on http, too.
 */
const coreRules = [
  {
    name: 'core-is-self-contained',
    comment: 'The core runs in any host: what it needs from outside comes in through ports.ts.',
    severity: 'error',
    from: { path: '^src/core/' },
    to: { path: ours, pathNot: '^src/core/' },
  },
  {
    name: 'core-without-node',
    comment: 'The core runs on web-standard globals. Files, clocks and sockets are ports, which tests replace.',
    severity: 'error',
    from: { path: '^src/core/' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'core-folders-by-their-doors',
    comment: 'Only the door of a folder is used elsewhere. core.ts and org.ts, which build the parts, import any file.',
    severity: 'error',
    from: { path: '^src/core/([^/]+)/' },
    to: {
      path: '^src/core/[^/]+/',
      pathNot: ['^src/core/$1/', `^src/core/((${openFolders})/|(${doors}|auth/orgs)\\.ts$)`],
    },
  },
  {
    name: 'api-folders-are-independent',
    comment: 'Each Salesforce API can be read, tested and removed alone. Loads and exports combine them.',
    severity: 'error',
    from: { path: `^src/core/(${apiFolders})/` },
    to: { path: `^src/core/(${apiFolders})/`, pathNot: '^src/core/$1/' },
  },
  {
    name: 'api-folders-import-lower-layers',
    comment: 'A part that needs something from a higher layer declares an interface and is given it.',
    severity: 'error',
    from: { path: `^src/core/(${apiFolders})/` },
    to: { path: '^src/core/', pathNot: `^src/core/((${apiFolders})/|${openRooms})` },
  },
  {
    name: 'services-import-lower-layers',
    comment: 'Signing in, policies, mapping and SOQL serve every API and every kind of job, so they depend on none.',
    severity: 'error',
    from: { path: '^src/core/(auth|policy|mapping|soql)/' },
    to: { path: '^src/core/', pathNot: ['^src/core/$1/', `^src/core/${openRooms}`] },
  },
  {
    name: 'health-imports-lower-layers',
    comment: 'A check of an org asks its APIs. It knows nothing of jobs, policies and logins.',
    severity: 'error',
    from: { path: '^src/core/health/' },
    to: { path: '^src/core/[^/]+/', pathNot: `^src/core/((health|${apiFolders})/|${openRooms})` },
  },
  {
    name: 'kinds-of-jobs-are-independent',
    comment: 'Loads and exports are built from the APIs, without each other and without the jobs that run them.',
    severity: 'error',
    from: { path: '^src/core/(load|export|preflight|undo)/' },
    to: {
      path: '^src/core/[^/]+/',
      pathNot: ['^src/core/$1/', `^src/core/((${apiFolders}|mapping|soql)/|${openRooms})`],
    },
  },
  {
    name: 'calls-without-bulk-jobs',
    comment: 'A load by single calls needs no Bulk API job. Both kinds of load share their code in core/results.',
    severity: 'error',
    from: { path: '^src/core/load/calls/' },
    to: { path: '^src/core/bulk/' },
  },
  {
    name: 'jobs-below-pipelines',
    comment: 'The steps of a pipeline are jobs. Logins and policies reach jobs as interfaces.',
    severity: 'error',
    from: { path: '^src/core/jobs/' },
    to: { path: '^src/core/(pipeline|auth|policy|health)/' },
  },
  {
    name: 'foundations-import-no-higher-layer',
    comment: 'All of the core imports errors, kernel, HTTP and ports. If they imported a part, all would depend on it.',
    severity: 'error',
    from: { path: `^src/core/${openRooms}` },
    to: { path: '^src/core/', pathNot: `^src/core/${openRooms}` },
  },
  {
    name: 'core-door-is-the-top',
    comment: 'core.ts and org.ts build all parts, so a part that imports one of them imports everything.',
    severity: 'error',
    from: { path: '^src/core/(jobs|pipeline|load|export|preflight|undo|health)/' },
    to: { path: '^src/core/(core|org)\\.ts$' },
  },
];

const programRules = [
  {
    name: 'core-by-its-door',
    comment: 'Programs use what core.ts exports and implement ports.ts. All else in the core can change freely.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/(core|tools|node|practice|dx|shared)/' },
    to: { path: '^src/core/', pathNot: '^src/core/(core|ports)\\.ts$' },
  },
  {
    name: 'features-are-independent',
    comment: 'A feature is added or removed with its folder and one line. Shared code goes to the host or the core.',
    severity: 'error',
    from: { path: '^src/extension/features/([^/]+)/' },
    to: { path: '^src/extension/features/', pathNot: '^src/extension/features/$1/' },
  },
  {
    name: 'host-knows-no-feature',
    comment: 'Trees, panels and commands are generic. A host that knew a feature would have to change with it.',
    severity: 'error',
    from: { path: '^src/extension/host/' },
    to: { path: '^src/extension/features/' },
  },
  {
    name: 'composition-roots-are-not-imported',
    comment: 'A composition root starts a whole program. Only extension.ts, which VS Code loads, may import one.',
    severity: 'error',
    from: { path: '^src/', pathNot: ['^src/extension\\.ts$', '^src/(core|tools|node|practice|dx|shared)/'] },
    to: { path: '^src/(extension/compose|(cli|mcp|practice|dx)/main)\\.ts$' },
  },
  {
    name: 'practice-runs-in-its-own-process',
    comment: 'The practice org is a server in its own process, and every client, including ours, uses it over HTTP.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/(core|tools|node|practice|dx|shared)/' },
    to: { path: '^src/practice/', pathNot: '^src/practice/main\\.ts$' },
  },
  {
    name: 'nothing-ships-from-tests-or-pages',
    comment: 'Tests, benchmarks and scripts are not shipped. A page is built alone and loaded by its file name.',
    severity: 'error',
    from: { path: '^src/(extension|cli|mcp)' },
    to: { path: '^(webview-ui|test|bench|scripts)/' },
  },
];

const generalRules = [
  {
    name: 'no-cycles',
    comment: 'Files that import each other can neither be read nor moved alone. Imports of types count, too.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'only-the-extension-reaches-vscode',
    comment: 'All other code also runs in a terminal, a child process or a test, where there is no editor.',
    severity: 'error',
    from: { path: '^(src|webview-ui)/', pathNot: '^src/extension(/|\\.ts$)' },
    to: { path: '(^|node_modules/@types/)vscode(/|$)', reachable: true },
  },
  {
    name: 'every-package-has-its-place',
    comment: 'A new dependency is a decision: first add it to the table above and to docs/architecture.md.',
    severity: 'error',
    from: { path: '^(src|webview-ui)/' },
    to: {
      path: '^[^.]',
      dependencyTypes: npmKinds,
      pathNot: [...Object.keys(homes).map(packagePath), packagePath('vscode')],
    },
  },
  {
    name: 'pages-and-shared-without-node',
    comment: 'A page runs in a browser, and so does the code that it shares with the extension.',
    severity: 'error',
    from: { path: '^(webview-ui|src/shared)/' },
    to: { dependencyTypes: ['core'] },
  },
];
module.exports = {
  forbidden: [...generalRules, ...coreRules, ...foundationRules, ...closedParts, ...programRules, ...packageRules],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Imports of types count, because a reader has to follow them, too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
