// Lint rules: strict with types, small files, and the house's bans (design: names, comments, compiler, gates).
import tseslint from 'typescript-eslint';

const nodeGlobals = ['process', 'Buffer', '__dirname', '__filename', 'setImmediate', 'require'];
const timers = ['setTimeout', 'setInterval'];

const style = [
  { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
  { selector: 'ExportDefaultDeclaration', message: 'Name every export.' },
];

export default tseslint.config(
  { ignores: ['dist', 'out', 'coverage', '.vscode-test', 'demo-output', 'test-output', 'samples'] },
  {
    files: ['src/**/*.ts', 'webview-ui/src/**/*.ts', 'test/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'no-restricted-syntax': ['error', ...style],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
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
    rules: { 'no-restricted-syntax': ['error', ...bannedSyntax, moduleState] },
  },
  {
    // The core knows no operating system: time, files and processes arrive through ports.
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...style,
        {
          selector: "MemberExpression[object.name='Date'][property.name='now']",
          message: 'Take the time from the Clock port.',
        },
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Take the time from the Clock port.',
        },
      ],
      'no-restricted-globals': [
        'error',
        ...[...nodeGlobals, ...outside].map((name) => ({ name, message: 'The core takes this from a port.' })),
      ],
    },
  },
  {
    files: ['scripts/**/*.mjs', '*.{js,cjs,mjs}'],
    rules: { ...sizes, 'no-unused-vars': 'error', 'prefer-const': 'error', eqeqeq: 'error' },
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
