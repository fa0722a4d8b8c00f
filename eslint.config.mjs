// Lint rules: strict with types, small files, and our own bans (names, imports, layout, clocks).
import tseslint from 'typescript-eslint';

const nodeGlobals = ['process', 'Buffer', '__dirname', '__filename', 'setImmediate', 'require'];
const outside = ['setTimeout', 'setInterval', 'fetch', 'console'];

const sizes = {
  'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  'max-params': ['error', 4],
  // Prettier wraps code, but no comments. Texts, patterns and addresses are not wrapped.
  'max-len': [
    'error',
    { code: 120, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true },
  ],
};

/** Suffixes that say nothing about what a thing is, and a prefix that says what the compiler knows. */
const emptyNames = '/(Manager|Controller|Service|Impl|Utils?|Helpers?)$|^I[A-Z][a-z]/';

/** Code that is arranged to look short. */
const layout = [
  {
    selector: 'SpreadElement > ObjectExpression',
    message: 'Write the properties themselves: spreading a literal turns the check for excess properties off.',
  },
  {
    selector: 'VariableDeclarator[id.type=ArrayPattern] > ArrayExpression.init:not(:has(> SpreadElement))',
    message: 'Write one declaration for each name.',
  },
];

const style = [
  ...layout,
  {
    selector: '[accessibility=/^(private|protected)$/]:not([kind=constructor])',
    message: 'Write #name, which is private at run time too; a constructor assigns it like any other field.',
  },
  { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
  { selector: 'ExportDefaultDeclaration', message: 'Name every export.' },
  {
    selector: "ImportDeclaration[source.value='zod'] > :matches(ImportDefaultSpecifier, [imported.name='z'])",
    message: 'Write import * as z: the object z drags all of zod into the bundle, 360 kB of it unused.',
  },
  {
    selector: `:matches(ClassDeclaration, TSInterfaceDeclaration, TSTypeAliasDeclaration)[id.name=${emptyNames}]`,
    message: 'Name it for what it is.',
  },
];

/** Properties of objects and types are free: they often carry Salesforce's own names. */
const naming = [
  { selector: ['variable', 'function', 'parameter', 'parameterProperty'], format: ['camelCase'] },
  { selector: ['variable', 'parameter'], modifiers: ['unused'], format: ['camelCase'], leadingUnderscore: 'allow' },
  { selector: ['variable', 'parameter'], modifiers: ['destructured'], format: null },
  { selector: ['classProperty', 'classMethod', 'accessor'], format: ['camelCase'] },
  { selector: 'typeLike', format: ['PascalCase'] },
];

/** One import statement a module. One that brings only types is `import type`, so that nothing of it is left to run. */
const imports = {
  'no-duplicate-imports': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/no-import-type-side-effects': 'error',
};

const moduleState = {
  selector: ':matches(Program, ExportNamedDeclaration) > VariableDeclaration[kind=/let|var/]',
  message: 'State has an owner with a life: keep it in what a createX function returns.',
};

/** A page shows text as text. Each of these would read it as HTML. */
const readsHtml = [
  'ImportDeclaration[source.value=/unsafe-(html|svg|mathml)|static-html|unsafe-static/]',
  'AssignmentExpression > MemberExpression.left[property.name=/^(innerHTML|outerHTML|srcdoc)$/]',
  'CallExpression > MemberExpression.callee[property.name=/^(insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|parseFromString|write|writeln)$/]',
].map((selector) => ({ selector, message: 'Render the text with lit, which escapes it.' }));

/** What VS Code shows of a text: it may turn parts of it into links, icons or formatting. */
const shows =
  '/^(show(Information|Warning|Error)Message|show(InputBox|QuickPick|WorkspaceFolderPick)|create(InputBox|QuickPick|' +
  'StatusBarItem|TreeView|OutputChannel|Terminal|WebviewPanel)|registerTreeDataProvider|withProgress|setStatusBarMessage)$/';
const shown = '/^(MarkdownString|TreeItem|Task|Hover|Diagnostic|CodeLens|CompletionItem|InlayHint)$/';

/** Foreign text reaches each place through one function, which makes it plain. */
const rawPlaces = [
  `MemberExpression[property.name=${shows}]`,
  `MemberExpression[property.value=${shows}]`,
  `ObjectPattern > Property[key.name=${shows}]`,
  `ImportDeclaration[source.value='vscode'] > ImportSpecifier[importKind!='type'][imported.name=${shown}]`,
  `MemberExpression[property.name=${shown}]`,
].map((selector) => ({
  selector,
  message: 'Use the function of src/extension/host for this place: it makes the text plain.',
}));

/** These make text plain. */
const plainPlaces = [
  'codeLenses',
  'editorText',
  'log',
  'messages',
  'panel',
  'pick',
  'problems',
  'statusBar',
  'task',
  'treeView',
];

const readsTheClock = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'Take the time from the Clock port.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Take the time from the Clock port.',
  },
];

export default tseslint.config(
  { ignores: ['dist', 'out', 'coverage', '.vscode-test', 'demo-output', 'test-output', 'samples'] },
  // A rule that is wrong is changed here, for everyone; a comment in the code turns nothing off.
  { linterOptions: { noInlineConfig: true } },
  {
    files: ['src/**/*.ts', 'webview-ui/src/**/*.ts', 'test/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...sizes,
      'no-restricted-syntax': ['error', ...style],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      ...imports,
      '@typescript-eslint/naming-convention': ['error', ...naming],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'always' }],
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
    },
  },
  {
    files: ['src/**/*.ts', 'webview-ui/src/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...style, moduleState] },
  },
  {
    files: ['webview-ui/src/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...style, moduleState, ...readsHtml] },
  },
  {
    // Names and messages of files, servers and users must not become links that run commands.
    files: ['src/extension.ts', 'src/extension/**/*.ts'],
    ignores: plainPlaces.map((name) => `src/extension/host/${name}.ts`),
    rules: { 'no-restricted-syntax': ['error', ...style, moduleState, ...rawPlaces] },
  },
  {
    // The core knows no operating system: time, files and processes arrive through ports.
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...style, moduleState, ...readsTheClock],
      'no-restricted-globals': [
        'error',
        ...[...nodeGlobals, ...outside].map((name) => ({ name, message: 'The core takes this from a port.' })),
      ],
    },
  },
  {
    // Text of files and servers must not steer a terminal, so all of it passes the writer in terminal.ts.
    files: ['src/cli/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        ...['stdout', 'stderr'].map((property) => ({
          object: 'process',
          property,
          message: 'Write through the Console of the command.',
        })),
      ],
    },
  },
  {
    files: ['scripts/**/*.mjs', 'bench/*.{cjs,mjs}', '*.{js,cjs,mjs}'],
    rules: {
      ...sizes,
      'no-restricted-syntax': ['error', ...layout],
      'no-duplicate-imports': 'error',
      'no-unused-vars': 'error',
      'prefer-const': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
);
