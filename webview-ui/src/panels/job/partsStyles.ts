// How the table of a load's parts looks.
import { css } from 'lit';

export const partsStyles = css`
  .parts {
    margin-top: 4px;
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
`;
