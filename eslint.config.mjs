// Lint rules: strict with types, small files, and our own bans (names, imports, layout, clocks).
import tseslint from 'typescript-eslint';

const nodeGlobals = ['process', 'Buffer', '__dirname', '__filename', 'setImmediate', 'require'];
const outside = ['setTimeout', 'setInterval', 'fetch', 'console'];

const sizes = {
  'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  'max-params': ['error', 4],
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
