// How the errors, the buttons and the details of a job's rows look.
import { css } from 'lit';
import { hidden } from '../../pageStyles';

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
    /* A code and a message of one line, so that the grid keeps its height from one row to the next. */
    min-height: 56px;
    max-height: 130px;
    box-sizing: border-box;
    overflow: auto;
    display: flex;
    gap: 12px;
    padding: 7px 20px 7px 12px;
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
  /* The stack of an exception has a line for each place. */
  .message {
    white-space: pre-line;
  }
  .again {
    font-weight: 600;
  }
  .value span {
    white-space: pre-wrap;
  }
  .value i {
    color: var(--vscode-descriptionForeground);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-content: flex-start;
    align-items: flex-start;
    gap: 6px;
    max-width: 45%;
  }
  @container (max-width: 760px) {
    .groups {
      width: auto;
      max-height: 101px;
      padding: 2px 0;
      border-right: 0;
      border-bottom: 1px solid var(--vscode-editorGroup-border, var(--vscode-contrastBorder));
    }
    /* Each error on one line. */
    .option {
      display: flex;
      gap: 10px;
      align-items: baseline;
      padding: 2px 20px;
      line-height: 20px;
    }
    .option .line {
      display: contents;
    }
    .option b,
    .option .sentence {
      white-space: nowrap;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .option b {
      flex: 0 1 auto;
    }
    .option .sentence {
      display: block;
      flex: 1;
      min-width: 0;
      margin: 0;
    }
    .option .count {
      order: 1;
      margin-left: auto;
    }
    .option .fields {
      ${hidden}
    }
    .share {
      display: none;
    }
    [slot='actions'] > .button .label {
      ${hidden}
    }
  }
  @container (max-width: 560px) {
    .option {
      padding: 2px 12px;
    }
    [slot='actions'] .label,
    .actions .label {
      ${hidden}
    }
    .details {
      flex-wrap: wrap;
      gap: 4px 12px;
    }
    .actions {
      max-width: none;
    }
    .said {
      flex-basis: 220px;
    }
  }
`;
