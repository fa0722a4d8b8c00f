// How the part of an export looks that replaces the rows of a load.
import { css } from 'lit';

export const exportStyles = css`
  span.plain .icon {
    margin-right: 3px;
  }
  .export {
    flex: 1;
    min-height: 0;
    display: flex;
    flex-direction: column;
    overflow: auto;
  }
  .export .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0 8px;
  }
  .export .hint {
    max-width: 70ch;
  }
  .export .soql {
    flex: none;
    max-height: 40%;
    margin: 0 20px 20px;
    padding: 10px 12px;
    overflow: auto;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    user-select: text;
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: var(--vscode-editor-font-size, 13px);
    color: var(--vscode-editor-foreground);
    background: var(--vscode-textCodeBlock-background);
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 4px;
  }
`;
