// How the grid looks, in VS Code's own colors.

import { css } from 'lit';

export const gridStyles = css`
  :host {
    --tint: var(--vscode-keybindingTable-headerBackground, transparent);
    --head: linear-gradient(var(--tint), var(--tint)), var(--vscode-editor-background);
    display: block;
    position: relative;
    min-height: 0;
    min-width: 0;
    overflow: hidden;
  }
  .scroller {
    position: absolute;
    inset: 0;
    overflow: auto;
    contain: strict;
    user-select: none;
    outline: none;
    background: var(--vscode-editor-background);
  }
  .header,
  .body {
    position: relative;
    min-width: 100%;
  }
  .header {
    position: sticky;
    top: 0;
    z-index: 3;
    height: 28px;
    overflow: visible;
    background: var(--head);
  }
  .headrow {
    display: flex;
    height: 100%;
    border-bottom: 1px solid var(--vscode-editorGroup-border, var(--vscode-contrastBorder));
    box-sizing: border-box;
  }
  .row {
    position: absolute;
    top: 0;
    left: 0;
    width: 100%;
    height: 24px;
    display: flex;
    contain: layout style;
  }
  .row[hidden] {
    display: none;
  }
  .cell {
    position: absolute;
    top: 0;
    height: 24px;
    line-height: 24px;
    padding: 0 8px;
    box-sizing: border-box;
    overflow: hidden;
    white-space: pre;
    text-overflow: ellipsis;
    outline-offset: -1px;
    cursor: default;
    color: var(--vscode-foreground);
  }
  .cell.pinned {
    position: sticky;
    flex: none;
    z-index: 1;
    background: var(--vscode-editor-background);
    border-right: 1px solid var(--vscode-editorGroup-border, var(--vscode-contrastBorder));
  }
  .cell.number,
  .cell.pinned {
    font-variant-numeric: tabular-nums;
  }
  .cell.number {
    text-align: right;
  }
  .cell.link {
    color: var(--vscode-textLink-foreground);
  }
  .cell.link:not(.blank):hover {
    text-decoration: underline;
    cursor: pointer;
  }
  .cell.error {
    color: var(--vscode-list-errorForeground, var(--vscode-errorForeground));
  }
  .cell.blank::before {
    content: '–';
    opacity: 0.45;
  }
  .cell.mark.blank::before {
    content: none;
  }
  .row:not(.loading) .cell.mark:not(.blank)::before {
    /* The empty text keeps the icon from screen readers, which read the words. */
    content: '\\ea77' / '';
    font: normal 14px/1 codicon;
    margin-right: 5px;
    vertical-align: -2px;
  }
  .row:hover .cell {
    background:
      linear-gradient(var(--vscode-list-hoverBackground, transparent), var(--vscode-list-hoverBackground, transparent)),
      var(--vscode-editor-background);
  }
  .row .cell[aria-selected='true'] {
    background:
      linear-gradient(
        var(--vscode-list-inactiveSelectionBackground, transparent),
        var(--vscode-list-inactiveSelectionBackground, transparent)
      ),
      var(--vscode-editor-background);
  }
  .scroller:focus-within .row .cell[aria-selected='true'] {
    color: var(--vscode-list-activeSelectionForeground, var(--vscode-foreground));
    background:
      linear-gradient(
        var(--vscode-list-activeSelectionBackground, transparent),
        var(--vscode-list-activeSelectionBackground, transparent)
      ),
      var(--vscode-editor-background);
  }
  .row .cell[aria-selected='true'] {
    outline: 1px dotted var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .cell:focus,
  .row .cell[tabindex='0']:focus {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
    z-index: 2;
  }
  .row.loading .cell::before {
    content: '';
    position: absolute;
    left: 8px;
    right: 30%;
    top: 8px;
    height: 8px;
    border-radius: 4px;
    opacity: 0.16;
    background: var(--vscode-foreground);
  }
  .head {
    height: 28px;
    line-height: 27px;
    font-weight: 600;
    display: flex;
    align-items: center;
    overflow: visible;
  }
  .head .label {
    overflow: hidden;
    text-overflow: ellipsis;
    flex: 0 1 auto;
  }
  .head.number {
    justify-content: flex-end;
  }
  .head.pinned {
    background: var(--head);
    z-index: 2;
  }
  .head.link,
  .head.error {
    color: var(--vscode-foreground);
  }
  .head.sortable {
    cursor: pointer;
  }
  .head.link:hover {
    text-decoration: none;
  }
  .head.sortable:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .icon {
    font: normal 14px/1 codicon;
    margin-left: 3px;
    flex: none;
  }
  .icon:empty {
    display: none;
  }
  .handle {
    position: absolute;
    top: 0;
    right: -4px;
    width: 8px;
    height: 100%;
    cursor: col-resize;
    z-index: 2;
    touch-action: none;
  }
  .handle::after {
    content: '';
    position: absolute;
    left: 3px;
    top: 6px;
    bottom: 6px;
    width: 1px;
    background: var(--vscode-editorGroup-border, var(--vscode-contrastBorder));
  }
  .handle:hover::after {
    left: 2px;
    width: 3px;
    top: 0;
    bottom: 0;
    background: var(--vscode-sash-hoverBorder, var(--vscode-focusBorder));
  }
  .busy {
    position: absolute;
    top: 28px;
    left: 0;
    right: 0;
    height: 2px;
    z-index: 4;
    overflow: hidden;
    visibility: hidden;
    pointer-events: none;
  }
  .busy::after {
    content: '';
    position: absolute;
    inset: 0;
    width: 30%;
    background: var(--vscode-progressBar-background);
  }
  :host([busy]) .busy {
    visibility: visible;
  }
  :host([busy]) .busy::after {
    animation: slide 1.2s linear infinite;
  }
  @keyframes slide {
    from {
      transform: translateX(-100%);
    }
    to {
      transform: translateX(334%);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    :host([busy]) .busy::after {
      animation: none;
      width: 100%;
      opacity: 0.6;
    }
  }
`;
