// How the errors, the buttons and the details of a job's rows look.
import { css } from 'lit';

export const rowsStyles = css`
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .groups {
    width: 270px;
    flex: none;
    overflow: auto;
    border-right: 1px solid var(--vscode-editorGroup-border, var(--vscode-contrastBorder));
    padding: 4px 0;
    box-sizing: border-box;
  }
  .option {
    display: block;
    padding: 6px 12px 7px 20px;
    cursor: pointer;
    position: relative;
  }
  .option:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .option[aria-selected='true'] {
    background: var(--vscode-list-inactiveSelectionBackground);
    outline: 1px dotted var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .groups:focus-within .option[aria-selected='true'] {
    background: var(--vscode-list-activeSelectionBackground);
    color: var(--vscode-list-activeSelectionForeground, inherit);
  }
  .option:focus {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .option .line {
    display: flex;
    gap: 8px;
    align-items: baseline;
  }
  .option b {
    flex: 1;
    min-width: 0;
    font-weight: 600;
    overflow-wrap: anywhere;
    font-size: 0.92em;
  }
  .count {
    font-variant-numeric: tabular-nums;
  }
  .sentence {
    display: -webkit-box;
    -webkit-line-clamp: 2;
    -webkit-box-orient: vertical;
    overflow: hidden;
    margin-top: 2px;
    overflow-wrap: anywhere;
  }
  .more {
    margin: 6px 20px;
    color: var(--vscode-descriptionForeground);
  }
  .fields {
    color: var(--vscode-descriptionForeground);
    font-size: 0.92em;
    overflow-wrap: anywhere;
  }
  .option[aria-selected='true'] .fields {
    color: inherit;
  }
  .share {
    display: block;
    height: 2px;
    margin-top: 4px;
    background: transparent;
  }
  .share span {
    display: block;
    height: 100%;
    min-width: 2px;
    background: var(--vscode-errorForeground);
    opacity: 0.7;
  }
  .details {
    flex: none;
    height: 96px;
    box-sizing: border-box;
    overflow: auto;
    display: flex;
    gap: 12px;
    padding: 8px 20px 8px 12px;
    border-top: 1px solid var(--vscode-editorGroup-border, var(--vscode-contrastBorder));
    background: var(--vscode-editorWidget-background);
  }
  .said {
    flex: 1;
    min-width: 0;
    user-select: text;
  }
  .said p {
    margin: 0 0 3px;
    overflow-wrap: anywhere;
  }
  .value span {
    white-space: pre-wrap;
  }
  .value i {
    color: var(--vscode-descriptionForeground);
  }
  .actions {
    display: flex;
    flex-direction: column;
    gap: 6px;
  }
  @container (max-width: 760px) {
    .groups {
      width: auto;
      max-height: 150px;
      border-right: 0;
      border-bottom: 1px solid var(--vscode-editorGroup-border, var(--vscode-contrastBorder));
    }
    .sentence {
      -webkit-line-clamp: 1;
    }
  }
  @container (max-width: 560px) {
    .option {
      padding-left: 12px;
    }
    .details {
      height: 130px;
      flex-direction: column;
    }
    .actions {
      flex-direction: row;
      flex-wrap: wrap;
    }
  }
`;
