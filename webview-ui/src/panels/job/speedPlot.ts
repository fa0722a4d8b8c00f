// The speed of a load in time as a small plot. A dashed line marks the end of each part.
import { html, nothing, type TemplateResult } from 'lit';
import type { JobSnapshot } from '../../../../src/shared/protocol/job';
import { toSpeed, type Speed } from './speed';
import { say } from './strings';

/** Units of the drawing; the page stretches it. */
const width = 1000;
const height = 100;

export function speedPlot({ processedOverTime = [] }: JobSnapshot): TemplateResult | typeof nothing {
  const speed = toSpeed(processedOverTime);
  if (!speed) return nothing;
  const words = say('speedOverTime', { average: Math.round(speed.average), count: Math.round(speed.peak) });
  const line = lineOf(speed);
  return html`<span class="speed" role="img" aria-label=${words} title=${words}>
    <svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">
      <path class="area" d="${line} V ${height} H 0 Z" />
      <path class="line" d=${line} />
      <path class="ends" d=${speed.partEnds.map((place) => `M ${round(place * width)} 0 V ${height}`).join(' ')} />
    </svg>
    <span class="peak">${say('rate', { count: Math.round(speed.peak) })}</span>
  </span>`;
}

/** Steps, because the speed between two times is only known on average. */
function lineOf({ spans, peak }: Speed): string {
  const steps = spans.map(
    ({ to, rowsPerSecond }) => `V ${round(height - (height * rowsPerSecond) / peak)} H ${round(to * width)}`,
  );
  return [`M 0 ${height}`, ...steps].join(' ');
}

const round = (value: number): number => Math.round(value * 10) / 10;
