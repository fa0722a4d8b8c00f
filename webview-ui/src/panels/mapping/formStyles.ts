// How the form for a conversion looks, in the colors of VS Code.
import { css } from 'lit';

export const formStyles = css`
  :host {
    display: flex;
    flex: 1;
    min-height: 0;
  }
  form {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-width: 0;
  }
  h2 {
    font-size: 13px;
    font-weight: 600;
    margin: 4px 0;
    overflow-wrap: anywhere;
  }
  .body {
    flex: 1;
    overflow: auto;
    min-height: 0;
    padding: 2px;
  }
  ol {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 6px 12px;
    margin: 0 0 8px;
    padding: 2px 8px 8px;
    border: 1px solid
      var(--vscode-widget-border, var(--vscode-contrastBorder, var(--vscode-input-border, currentColor)));
  }
  legend {
    padding: 0 4px;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  label {
    display: flex;
    flex-direction: column;
    gap: 2px;
    flex: 1 1 120px;
    min-width: 0;
  }
  label.check {
    flex-direction: row;
    align-items: center;
    gap: 6px;
  }
  input:not([type='checkbox']),
  select {
    font: inherit;
    min-width: 0;
    height: 26px;
    box-sizing: border-box;
    padding: 2px 6px;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
    border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, var(--vscode-descriptionForeground)));
  }
  select {
    color: var(--vscode-dropdown-foreground);
    background: var(--vscode-dropdown-background);
    border-color: var(--vscode-dropdown-border, var(--vscode-contrastBorder, var(--vscode-descriptionForeground)));
  }
  input:focus,
  select:focus {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .acts,
  .end,
  .adding,
  .pair {
    display: flex;
    align-items: end;
    gap: 8px;
  }
  .acts {
    gap: 2px;
    margin-left: auto;
  }
  .acts button:disabled {
    opacity: 0.4;
    cursor: default;
  }
  .values {
    display: flex;
    flex: 1 1 100%;
    flex-direction: column;
    align-items: flex-start;
    gap: 6px;
  }
  .pair {
    width: 100%;
  }
  .adding {
    margin-bottom: 8px;
  }
  .adding label {
    flex: 0 1 240px;
  }
  .end {
    align-items: center;
    padding: 8px 0 2px;
  }
  button.plain.link {
    color: var(--vscode-textLink-foreground);
  }
  .quiet {
    color: var(--vscode-descriptionForeground);
    margin: 4px 0 8px;
  }
`;
