// Who may import what. Every rule says why it is there; test/gates/imports.test.ts breaks each of them once.

const apiFolders = 'rest|composite|bulk|metadata|apex|tooling|streaming';
const openFolders = 'errors|kernel|http|model|csv|results';
const doors = [...apiFolders.split('|'), 'soql', 'mapping', 'load', 'export', 'jobs', 'health', 'policy']
  .map((name) => `${name}/${name}`)
  .join('|');
const ours = '^(src|webview-ui|test|bench|scripts)/';
const npmKinds = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown', 'unknown'];

/** Each package and the only files that may import it; a package that is not here must not ship. */
const homes = {
  // One file wraps each Node-only library, so that the core does not depend on it and it can be replaced in one place.
  'node-fetch': ['^src/node/httpTransport\\.ts$'],
  jsonwebtoken: ['^src/node/jwtSigner\\.ts$'],
  faye: ['^src/node/eventTransport\\.ts$', '^src/practice/endpoints/streaming'],
  // Rows become values in one place; everywhere else bytes stay bytes.
  'csv-parse': ['^src/core/csv/csvRows\\.ts$', '^src/practice/'],
  'csv-stringify': ['^src/core/csv/csvRows\\.ts$', '^src/practice/'],
  // Schemas are for data from outside: tools, messages, server answers, what a page stored.
  zod: ['^src/(tools|shared|core)/', '^webview-ui/src/(panels/[^/]+/arrangement\\.ts$|dev/)'],
  fflate: ['^src/core/kernel/zip\\.ts$', '^src/practice/'],
  'fast-xml-parser': ['^src/core/kernel/xml\\.ts$', '^src/practice/'],
  yaml: ['^src/core/pipeline/'],
  // Parsers of Salesforce's languages.
  '@jetstreamapp/soql-parser-js': ['^src/core/soql/', '^src/practice/'],
  '@apexdevtools/apex-parser': ['^src/practice/'],
  '@modelcontextprotocol/(sdk|server)': ['^src/mcp/'],
  // Salesforce's own libraries are megabytes of singletons: only the child process loads them.
  '@salesforce/(source-deploy-retrieve|core)': ['^src/dx/'],
  // Only the pages know which widgets they are made of.
  'lit(-html|-element)?': ['^webview-ui/'],
  '@vscode-elements/elements': ['^webview-ui/'],
  '@vscode/codicons': ['^webview-ui/'],
};

const packagePath = (name) => `(^|node_modules/(@types/)?)${name}(/|$)`;

const packageRules = Object.entries(homes).map(([name, places]) => ({
  name: `package:${name}`,
  comment: 'One package, one place: see the table of dependencies in docs/architecture.md.',
  severity: 'error',
  from: { path: '^(src|webview-ui)/', pathNot: places },
  to: { path: packagePath(name), dependencyTypesNot: ['local'] },
}));

/** Parts that may import only what is listed for them. */
const horizons = [
  {
    name: 'tools-see-the-core-door',
    comment: 'A tool offers what the core can do to any host, so it must not depend on Node, VS Code or an interface.',
    folder: 'src/tools',
    sees: ['^src/core/core\\.ts$'],
  },
  {
    name: 'node-sees-the-ports',
    comment:
      'An adapter implements a port and throws the one error class. With access to the core it could add its own rules.',
    folder: 'src/node',
    sees: ['^src/core/(core|ports)\\.ts$', '^src/shared/dx\\.ts$'],
  },
  {
    name: 'practice-is-a-stranger',
    comment: 'Code shared by the practice org and its clients would make the same mistake on both sides and hide it.',
    folder: 'src/practice',
    sees: [],
  },
  {
    name: 'dx-sees-its-messages',
    comment:
      'The process around Salesforce’s libraries exchanges plain messages, so that no other program loads the libraries.',
    folder: 'src/dx',
    sees: ['^src/shared/dx\\.ts$'],
  },
  {
    name: 'shared-is-self-contained',
    comment: 'Code that two sides share must load on both sides, so it depends on neither.',
    folder: 'src/shared',
    sees: [],
  },
  {
    name: 'pages-see-the-protocol',
    comment: 'A page is an untrusted browser. It exchanges only messages with the extension.',
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

/** The floors inside the core: core.ts → pipeline, jobs, health → mapping, soql, auth, policy and the API folders → http → kernel, errors, ports. */
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
    comment:
      'The core runs on web-standard globals. Files, clocks and sockets are ports, so that tests can replace them.',
    severity: 'error',
    from: { path: '^src/core/' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'core-folders-by-their-doors',
    comment:
      'Other files of a folder can change without effect on code outside of it. Only core.ts, which builds the parts, sees them.',
    severity: 'error',
    from: { path: '^src/core/([^/]+)/' },
    to: {
      path: '^src/core/[^/]+/',
      pathNot: ['^src/core/$1/', `^src/core/((${openFolders})/|(${doors}|auth/orgs)\\.ts$)`],
    },
  },
  {
    name: 'api-folders-are-strangers',
    comment: 'Each Salesforce API can be read, tested and removed alone. Pipelines and jobs combine them.',
    severity: 'error',
    from: { path: `^src/core/(${apiFolders})/` },
    to: { path: `^src/core/(${apiFolders})/`, pathNot: '^src/core/$1/' },
  },
  {
    name: 'api-folders-look-down',
    comment: 'A lower part that needs something from above declares an interface and receives an implementation.',
    severity: 'error',
    from: { path: `^src/core/(${apiFolders})/` },
    to: { path: '^src/core/', pathNot: `^src/core/((${apiFolders}|${openFolders})/|ports(\\.ts$|/))` },
  },
  {
    name: 'middle-floor-looks-down',
    comment: 'Login, mapping and SOQL serve jobs of every API, so they depend on none.',
    severity: 'error',
    from: { path: '^src/core/(auth|mapping|soql|policy)/' },
    to: { path: '^src/core/', pathNot: ['^src/core/$1/', `^src/core/((${openFolders})/|ports(\\.ts$|/))`] },
  },
  {
    name: 'foundations-never-look-up',
    comment: 'All parts depend on errors, kernel, HTTP and ports, so these must not depend on the parts above them.',
    severity: 'error',
    from: { path: `^src/core/((${openFolders})/|ports(\\.ts$|/))` },
    to: { path: '^src/core/', pathNot: `^src/core/((${openFolders})/|ports(\\.ts$|/))` },
  },
  {
    name: 'http-above-kernel',
    comment: 'Events, scanners and the error table are plain data and work without a connection.',
    severity: 'error',
    from: { path: '^src/core/((kernel|errors|model|csv)/|ports(\\.ts$|/))' },
    to: { path: '^src/core/http/' },
  },
  {
    name: 'front-door-is-on-top',
    comment: 'core.ts wires the parts, so a part that imports it imports everything.',
    severity: 'error',
    from: { path: '^src/core/(jobs|load|export|health)/' },
    to: { path: '^src/core/core\\.ts$' },
  },
];

const faceRules = [
  {
    name: 'core-by-its-front-door',
    comment:
      'User interfaces use the exports of core.ts and implement ports.ts. All other files of the core can change freely.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/(core|tools|node|practice|dx|shared)/' },
    to: { path: '^src/core/', pathNot: '^src/core/(core|ports)\\.ts$' },
  },
  {
    name: 'features-are-strangers',
    comment:
      'A feature can be added or removed with its folder and one line. Code that two features need goes to the host or the core.',
    severity: 'error',
    from: { path: '^src/extension/features/([^/]+)/' },
    to: { path: '^src/extension/features/', pathNot: '^src/extension/features/$1/' },
  },
  {
    name: 'host-knows-no-feature',
    comment: 'Trees, panels and commands are generic; a host that knew a feature would have to change with it.',
    severity: 'error',
    from: { path: '^src/extension/host/' },
    to: { path: '^src/extension/features/' },
  },
  {
    name: 'composition-roots-are-not-imported',
    comment: 'A root starts a whole program when it is loaded. Only extension.ts, which VS Code loads, calls one.',
    severity: 'error',
    from: { path: '^src/', pathNot: ['^src/extension\\.ts$', '^src/(core|tools|node|practice|dx|shared)/'] },
    to: { path: '^src/(extension/compose|(cli|mcp|practice|dx)/main)\\.ts$' },
  },
  {
    name: 'practice-runs-in-its-own-process',
    comment: 'The practice org is started like any server, so every client, including ours, uses it over HTTP.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/(core|tools|node|practice|dx|shared)/' },
    to: { path: '^src/practice/', pathNot: '^src/practice/main\\.ts$' },
  },
  {
    name: 'nothing-ships-from-tests-or-pages',
    comment: 'Tests, benchmarks and scripts do not ship. A page is built separately and loaded by its file name.',
    severity: 'error',
    from: { path: '^src/(extension|cli|mcp)' },
    to: { path: '^(webview-ui|test|bench|scripts)/' },
  },
];

const everywhereRules = [
  {
    name: 'no-cycles',
    comment: 'Files that import each other can be neither read nor moved alone. Type imports count, too.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'only-the-extension-reaches-vscode',
    comment: 'Everything else also runs in a terminal, a child process or a test, where there is no editor.',
    severity: 'error',
    from: { path: '^(src|webview-ui)/', pathNot: '^src/extension(/|\\.ts$)' },
    to: { path: '(^|node_modules/@types/)vscode(/|$)', reachable: true },
  },
  {
    name: 'every-package-has-its-place',
    comment: 'A new dependency is a decision: first add a row to the table above and to docs/architecture.md.',
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
    comment: 'A page runs in a browser, and so does what it shares with the extension.',
    severity: 'error',
    from: { path: '^(webview-ui|src/shared)/' },
    to: { dependencyTypes: ['core'] },
  },
];

module.exports = {
  forbidden: [...everywhereRules, ...coreRules, ...horizons, ...faceRules, ...packageRules],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Imports of types count: they are what ties files together for a reader.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
