// How the buttons of every page look: VS Code's own buttons, in its variables.
import { css } from 'lit';

export const buttonStyles = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 5px;
    min-width: 26px;
    min-height: 26px;
    box-sizing: border-box;
    padding: 1px 11px;
    font: inherit;
    line-height: 22px;
    white-space: nowrap;
    color: var(--vscode-button-foreground);
    background: var(--vscode-button-background);
    border: 1px solid var(--vscode-button-border, transparent);
    border-radius: 4px;
    cursor: pointer;
  }
  .button:hover {
    background: var(--vscode-button-hoverBackground);
  }
  .button.secondary {
    color: var(--vscode-button-secondaryForeground);
    background: var(--vscode-button-secondaryBackground);
    border-color: var(--vscode-button-border, var(--vscode-button-secondaryBackground));
  }
  .button.secondary:hover {
    background: var(--vscode-button-secondaryHoverBackground);
  }
  .button:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 2px;
  }
  .button:disabled {
    opacity: 0.4;
    cursor: default;
  }
  .button .icon {
    color: inherit;
    font-size: 14px;
  }
`;
