// Gives the body the classes that VS Code gives it: ?theme=dark|light|hc-dark|hc-light.

const bodyClasses: Readonly<Record<string, readonly string[]>> = {
  dark: ['vscode-dark'],
  light: ['vscode-light'],
  'hc-dark': ['vscode-high-contrast'],
  'hc-light': ['vscode-high-contrast', 'vscode-high-contrast-light'],
};
const theme = new URLSearchParams(location.search).get('theme') ?? 'dark';

addEventListener('DOMContentLoaded', () => document.body.classList.add(...(bodyClasses[theme] ?? [])));
