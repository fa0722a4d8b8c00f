// How the upper part of the job panel looks.
import { css } from 'lit';

export const overviewStyles = css`
  :host {
    display: block;
  }
  kinetic-announcer {
    position: absolute;
  }
  main {
    display: flex;
    flex-direction: column;
    min-height: 100vh;
    box-sizing: border-box;
    height: 100vh;
    overflow: auto;
    container-type: inline-size;
  }
  .overview {
    padding: 14px 20px 12px;
    flex: none;
  }
  header {
    display: flex;
    gap: 12px;
    align-items: flex-start;
  }
  .what {
    flex: 1;
    min-width: 0;
  }
  h1 {
    font-size: 20px;
    font-weight: 600;
    line-height: 26px;
    margin: 0;
    overflow-wrap: anywhere;
    user-select: text;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
    margin: 3px 0 0;
    color: var(--vscode-descriptionForeground);
    align-items: center;
    line-height: 22px;
    overflow-wrap: anywhere;
  }
  .attempts {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: center;
    margin: 6px 0 0;
  }
  .attempts .plain {
    color: var(--vscode-textLink-foreground);
  }
  .attempts .which {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 4px 12px;
  }
  .org,
  .route {
    display: inline-flex;
    gap: 6px;
    align-items: center;
  }
  .orgname {
    color: var(--vscode-foreground);
    user-select: text;
  }
  .badge {
    font-size: 11px;
    line-height: 16px;
    padding: 0 6px;
    border-radius: 3px;
    background: var(--vscode-badge-background);
    color: var(--vscode-badge-foreground);
    border: 1px solid var(--vscode-contrastBorder, transparent);
  }
  .badge.production {
    background: var(--vscode-statusBarItem-errorBackground, var(--vscode-badge-background));
    color: var(--vscode-statusBarItem-errorForeground);
    font-weight: 600;
    letter-spacing: 0.3px;
  }
  .id {
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: 0.95em;
  }
  .phases {
    list-style: none;
    display: flex;
    flex-wrap: wrap;
    gap: 6px 0;
    margin: 14px 0 10px;
    padding: 0;
  }
  .phases li {
    display: flex;
    align-items: center;
    gap: 5px;
    color: var(--vscode-descriptionForeground);
  }
  .phases li + li::before {
    content: '';
    width: 22px;
    height: 1px;
    margin: 0 8px;
    background: color-mix(in srgb, var(--vscode-foreground) 30%, transparent);
  }
  .phases li.running,
  .phases li.paused {
    color: var(--vscode-foreground);
    font-weight: 600;
  }
  .phases li.done,
  .phases li.failed,
  .phases li.aborted {
    color: var(--vscode-foreground);
  }
  .time {
    color: var(--vscode-descriptionForeground);
    font-weight: normal;
    font-variant-numeric: tabular-nums;
  }
  .bar {
    display: flex;
    height: 6px;
    border-radius: 3px;
    overflow: hidden;
    background: color-mix(in srgb, var(--vscode-foreground) 14%, transparent);
    border: 1px solid var(--vscode-contrastBorder, transparent);
  }
  .bar span {
    flex: 0 1 0;
    min-width: 0;
  }
  .bar .sent {
    background: var(--vscode-progressBar-background);
  }
  .bar .good {
    background: var(--vscode-testing-iconPassed, var(--vscode-charts-green));
  }
  .bar .bad {
    background: var(--vscode-errorForeground);
  }
  .bar .left {
    background: var(--vscode-charts-yellow);
  }
  .caption {
    display: block;
    margin-top: 5px;
    color: var(--vscode-descriptionForeground);
    font-variant-numeric: tabular-nums;
  }
  .figures {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    justify-content: space-between;
    gap: 8px 28px;
    margin-top: 12px;
  }
  .numbers {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 32px;
    margin: 0;
  }
  .number {
    display: flex;
    flex-direction: column-reverse;
  }
  dt {
    color: var(--vscode-descriptionForeground);
  }
  dd {
    margin: 0;
    font-size: 22px;
    line-height: 28px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    user-select: text;
  }
  .number.bad dd {
    color: var(--vscode-list-errorForeground, var(--vscode-errorForeground));
  }
  .pace {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 14px;
    margin: 0;
    color: var(--vscode-descriptionForeground);
    font-variant-numeric: tabular-nums;
  }
  .parts {
    margin-top: 12px;
  }
  summary {
    cursor: pointer;
    width: max-content;
  }
  .tablebox {
    max-height: 190px;
    overflow: auto;
    margin-top: 6px;
  }
  table {
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 3px 12px 3px 0;
    text-align: right;
    font-weight: normal;
    white-space: nowrap;
  }
  thead th {
    color: var(--vscode-descriptionForeground);
    position: sticky;
    top: 0;
    background: var(--vscode-editor-background);
  }
  th:nth-child(2),
  th:nth-child(3),
  .text {
    text-align: left;
  }
  td.bad {
    color: var(--vscode-list-errorForeground, var(--vscode-errorForeground));
  }
  .tabs {
    display: flex;
    flex: none;
    gap: 4px;
    padding: 0 20px;
    border-bottom: 1px solid var(--vscode-editorGroup-border, var(--vscode-contrastBorder));
    flex-wrap: wrap;
  }
  [role='tab'] {
    font: inherit;
    color: var(--vscode-panelTitle-inactiveForeground);
    background: none;
    border: 0;
    border-bottom: 2px solid transparent;
    padding: 6px 8px;
    cursor: pointer;
    white-space: nowrap;
  }
  [role='tab']:hover {
    color: var(--vscode-panelTitle-activeForeground);
  }
  [role='tab'][aria-selected='true'] {
    color: var(--vscode-panelTitle-activeForeground);
    border-bottom-color: var(--vscode-panelTitle-activeBorder);
  }
  [role='tab']:focus-visible {
    outline-offset: -2px;
  }
  .counter {
    margin-left: 4px;
    padding: 0 6px;
    border-radius: 9px;
    font-size: 11px;
    line-height: 16px;
    display: inline-block;
    background: var(--vscode-badge-background);
    color: var(--vscode-badge-foreground);
    font-variant-numeric: tabular-nums;
  }
  kinetic-job-rows {
    flex: 1 1 auto;
    min-height: 380px;
    display: flex;
    flex-direction: column;
  }
`;
