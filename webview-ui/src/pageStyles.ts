// Styles that the parts of every page share, in VS Code's own colors.
import { css, type CSSResultGroup } from 'lit';
import { buttonStyles } from './buttonStyles';

/** Only for screen readers. */
export const hidden = css`
  position: absolute;
  width: 1px;
  height: 1px;
  margin: -1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
`;

const shared = css`
  .sr {
    ${hidden}
  }
  .icon {
    font: normal 16px/1 codicon;
    display: inline-block;
    vertical-align: text-bottom;
    flex: none;
  }
  .i-error {
    color: var(--vscode-errorForeground);
  }
  .i-pass {
    color: var(--vscode-charts-green);
  }
  .i-warning,
  .i-slash {
    color: var(--vscode-list-warningForeground, var(--vscode-charts-yellow));
  }
  .spin {
    animation: spin 1.5s linear infinite;
  }
  @keyframes spin {
    to {
      transform: rotate(360deg);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .spin {
      animation: none;
    }
  }
  button.plain {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 1px 3px;
    margin: 0 -3px;
    border-radius: 3px;
    cursor: pointer;
    text-align: left;
  }
  button.plain:hover {
    text-decoration: underline;
  }
  button.plain.small {
    text-decoration: none;
    margin: 0;
  }
  button.plain.small:hover {
    background: var(--vscode-toolbar-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  button.plain .icon {
    margin-right: 3px;
  }
  button.plain.small .icon {
    font-size: 14px;
    margin: 0;
  }
  button:focus-visible,
  summary:focus-visible,
  [tabindex]:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 0;
  }
  .banner {
    display: flex;
    align-items: center;
    gap: 8px;
    margin: 10px 0 0;
    padding: 8px 10px;
    border-radius: 4px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    background: var(--vscode-textBlockQuote-background);
    user-select: text;
  }
  .banner.error {
    background: var(--vscode-inputValidation-errorBackground);
    border-color: var(--vscode-inputValidation-errorBorder);
    color: var(--vscode-inputValidation-errorForeground, inherit);
  }
  .banner.warning {
    background: var(--vscode-inputValidation-warningBackground, var(--vscode-textBlockQuote-background));
    border-color: var(--vscode-inputValidation-warningBorder, var(--vscode-contrastBorder, transparent));
    color: var(--vscode-inputValidation-warningForeground, inherit);
  }
  .banner span:not(.icon) {
    flex: 1;
    overflow-wrap: anywhere;
  }
  .empty,
  .nomatch {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    text-align: center;
    padding: 24px;
  }
  .empty {
    flex: 1;
    color: var(--vscode-descriptionForeground);
  }
  .empty p {
    margin: 0;
  }
  .empty .title {
    font-size: 15px;
    color: var(--vscode-foreground);
    margin-bottom: 4px;
  }
  .empty .button {
    margin-top: 12px;
  }
  .large .icon {
    font-size: 40px;
    margin-bottom: 10px;
  }
`;

export const pageStyles: CSSResultGroup = [shared, buttonStyles];
