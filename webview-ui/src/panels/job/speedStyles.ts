// How the plot of the speed looks: a line of text high after the end, larger while the job runs.
import { css } from 'lit';

export const speedStyles = css`
  .speed {
    display: inline-block;
    width: 110px;
    height: 16px;
    align-self: center;
  }
  .now .speed {
    display: flex;
    gap: 8px;
    width: 100%;
    height: 40px;
    margin-top: 8px;
  }
  .peak {
    display: none;
  }
  .now .peak {
    display: block;
    margin-top: -6px;
    white-space: nowrap;
    color: var(--vscode-descriptionForeground);
    font-variant-numeric: tabular-nums;
  }
  .speed svg {
    display: block;
    min-width: 0;
    width: 100%;
    height: 100%;
    overflow: visible;
    border-bottom: 1px solid color-mix(in srgb, var(--vscode-foreground) 30%, transparent);
  }
  .speed path {
    fill: none;
    vector-effect: non-scaling-stroke;
  }
  .speed .area {
    fill: color-mix(in srgb, var(--vscode-progressBar-background) 25%, transparent);
  }
  .speed .line {
    stroke: var(--vscode-progressBar-background);
    stroke-width: 1.5px;
  }
  .speed .ends {
    stroke: var(--vscode-foreground);
    stroke-dasharray: 2 2;
    opacity: 0.7;
  }
`;
