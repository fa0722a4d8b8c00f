// What changes in the upper part in narrow panels: half an editor, down to 350 pixels, or at 200% zoom.
import { css } from 'lit';
import { hidden } from '../../pageStyles';

export const narrowStyles = css`
  @container (max-width: 1000px) {
    .phases {
      gap: 0 12px;
    }
    .phases li + li::before {
      display: none;
    }
  }
  @container (max-width: 760px) {
    .phases {
      gap: 0 8px;
    }
    /* The phase that says how far the job is, or how it ended, keeps its words. */
    .phases li.done:not(:last-child) .words,
    .phases li.waiting .words,
    .attempts .label {
      ${hidden}
    }
  }
  @container (max-width: 560px) {
    .overview {
      padding: 6px 12px;
    }
    .title {
      gap: 0 10px;
    }
    .facts,
    .pace {
      gap: 0 10px;
    }
    .numbers {
      gap: 0 12px;
    }
    .banner {
      flex-wrap: wrap;
    }
    .banner span:not(.icon) {
      flex-basis: 80%;
    }
    .tabs {
      padding: 0 8px;
      gap: 0;
    }
    [role='tab'] {
      padding: 4px;
    }
    .counter {
      margin-left: 1px;
      padding: 0 5px;
    }
    kinetic-job-rows {
      min-height: 320px;
    }
  }
`;
