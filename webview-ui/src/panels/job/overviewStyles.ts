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
    padding: 8px 20px 6px;
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
  .title {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    align-items: center;
    line-height: 22px;
    color: var(--vscode-descriptionForeground);
    overflow-wrap: anywhere;
  }
  h1 .icon {
    margin-inline-end: 6px;
    color: var(--vscode-errorForeground);
  }
  h1 {
    font-size: 16px;
    font-weight: 600;
    line-height: 24px;
    margin: 0;
    color: var(--vscode-foreground);
    user-select: text;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    margin: 0;
    color: var(--vscode-descriptionForeground);
    align-items: center;
    line-height: 20px;
    overflow-wrap: anywhere;
  }
  .attempts {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
    align-items: center;
    margin: 4px 0 0;
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
  .places {
    max-height: 220px;
    margin: 4px 0 8px;
    padding-inline-start: 24px;
    overflow: auto;
    overflow-wrap: anywhere;
    user-select: text;
  }
  .id {
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: 0.95em;
  }
  .way {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    align-items: center;
    justify-content: space-between;
    margin: 6px 0 5px;
    line-height: 20px;
  }
  .phases {
    list-style: none;
    display: flex;
    flex-wrap: wrap;
    margin: 0;
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
    width: 14px;
    height: 1px;
    margin: 0 6px;
    background: color-mix(in srgb, var(--vscode-foreground) 30%, transparent);
  }
  .phases li.running,
  .phases li.interrupted {
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
    background: var(--vscode-charts-green);
  }
  .bar .bad {
    background: var(--vscode-errorForeground);
  }
  .bar .unsure {
    background: var(--vscode-charts-orange, var(--vscode-charts-yellow));
  }
  .bar .left {
    background: var(--vscode-charts-yellow);
  }
  .caption {
    color: var(--vscode-descriptionForeground);
    font-variant-numeric: tabular-nums;
  }
  .figures {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 24px;
    margin-top: 5px;
  }
  .numbers {
    display: flex;
    flex-wrap: wrap;
    gap: 0 18px;
    margin: 0;
  }
  .number {
    display: flex;
    flex-direction: row-reverse;
    align-items: baseline;
    gap: 5px;
  }
  dt {
    color: var(--vscode-descriptionForeground);
  }
  dd {
    margin: 0;
    font-size: 15px;
    line-height: 22px;
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
    gap: 0 14px;
    margin: 0;
    color: var(--vscode-descriptionForeground);
    font-variant-numeric: tabular-nums;
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
    padding: 4px 8px;
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
    min-height: 280px;
    display: flex;
    flex-direction: column;
  }
`;
