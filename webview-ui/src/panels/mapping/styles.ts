// How the mapping page looks, in the colors of VS Code.
import { css } from 'lit';

export const mappingStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto auto minmax(120px, 3fr) auto minmax(80px, 2fr);
    height: 100vh;
    padding: 0 16px 8px;
    box-sizing: border-box;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: 10px 0 6px;
  }
  h1 {
    font-size: 15px;
    font-weight: 600;
    margin: 0;
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  h2 {
    font-size: 11px;
    font-weight: 600;
    text-transform: uppercase;
    margin: 0;
  }
  .heading {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 12px;
    min-height: 26px;
    margin: 4px 0;
  }
  .legend {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--vscode-descriptionForeground);
  }
  .swatch {
    width: 14px;
    height: 14px;
  }
  .facts {
    color: var(--vscode-descriptionForeground);
  }
  .sides {
    display: grid;
    grid-template-columns: 1fr 1fr;
    grid-template-rows: minmax(0, 1fr);
    gap: 16px;
    min-height: 0;
  }
  .side {
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
  }
  .list {
    flex: 1;
    overflow: auto;
    position: relative;
    min-height: 0;
    border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
    outline-offset: -1px;
  }
  .rows {
    position: relative;
  }
  .item {
    position: absolute;
    left: 0;
    right: 0;
    height: 42px;
    box-sizing: border-box;
    padding: 3px 8px;
    cursor: pointer;
    border: 1px solid transparent;
  }
  .item:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .item.active {
    color: var(--vscode-list-inactiveSelectionForeground, inherit);
    background: var(--vscode-list-inactiveSelectionBackground);
    border-color: var(--vscode-contrastActiveBorder, transparent);
  }
  .list:focus .item.active,
  .search:focus ~ .list .item.active {
    color: var(--vscode-list-activeSelectionForeground);
    background: var(--vscode-list-activeSelectionBackground);
  }
  .item.over {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .line {
    display: flex;
    gap: 8px;
    line-height: 18px;
    white-space: nowrap;
  }
  .line > * {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .line .name {
    flex: 1 1 50%;
  }
  .line .target {
    flex: 1 1 50%;
    text-align: right;
  }
  .item:not(.active) .second {
    color: var(--vscode-descriptionForeground);
  }
  .search {
    font: inherit;
    margin-bottom: 4px;
    padding: 3px 6px;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
    border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
  }
  .search:focus {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .search::placeholder {
    color: var(--vscode-input-placeholderForeground);
  }
  .cell {
    position: absolute;
    width: 160px;
    height: 22px;
    line-height: 22px;
    padding: 0 6px;
    box-sizing: border-box;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .cell.head {
    font-weight: 600;
    border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, currentColor));
  }
  .changed {
    background: var(--vscode-diffEditor-insertedTextBackground);
    border-left: 2px solid var(--vscode-charts-green);
  }
  .cell.bad {
    background: var(--vscode-inputValidation-errorBackground);
    border-left: 2px solid var(--vscode-errorForeground);
  }
`;
