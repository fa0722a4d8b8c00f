// How a table looks around its grid.
import { css } from 'lit';

export const tableStyles = css`
  :host {
    flex: 1;
    min-height: 0;
    display: flex;
    flex-direction: column;
    container-type: inline-size;
  }
  .toolbar {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 12px;
    align-items: center;
    padding: 6px 20px;
    flex: none;
  }
  .searchbox {
    display: flex;
    align-items: center;
    gap: 2px;
    flex: 1 1 90px;
    min-width: 0;
    max-width: 260px;
    height: 26px;
    box-sizing: border-box;
    padding: 0 4px;
    border-radius: 4px;
    border: 1px solid var(--vscode-settings-textInputBorder, var(--vscode-contrastBorder, transparent));
    background: var(--vscode-settings-textInputBackground);
    color: var(--vscode-settings-textInputForeground);
  }
  .searchbox:focus-within {
    border-color: var(--vscode-focusBorder);
  }
  .searchbox input {
    flex: 1;
    min-width: 0;
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    outline: 0;
  }
  .searchbox input::placeholder {
    color: var(--vscode-input-placeholderForeground);
    opacity: 1;
  }
  .found {
    color: var(--vscode-descriptionForeground);
    font-variant-numeric: tabular-nums;
  }
  .main {
    flex: 1;
    min-height: 0;
    display: flex;
    border-top: 1px solid var(--vscode-editorGroup-border, var(--vscode-contrastBorder));
  }
  .table {
    flex: 1;
    min-width: 0;
    display: flex;
    flex-direction: column;
  }
  .table > .banner {
    margin: 8px;
  }
  .gridbox {
    position: relative;
    flex: 1;
    min-height: 120px;
    display: flex;
  }
  kinetic-grid {
    flex: 1;
  }
  .nomatch {
    position: absolute;
    inset: 28px 0 0;
    pointer-events: none;
  }
  .nomatch > * {
    pointer-events: auto;
  }
  @container (max-width: 760px) {
    .main {
      flex-direction: column;
    }
  }
  @container (max-width: 560px) {
    .toolbar {
      gap: 4px 8px;
      padding: 6px 12px;
    }
  }
`;
