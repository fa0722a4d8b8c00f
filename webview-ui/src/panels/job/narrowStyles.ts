// What changes in the upper part in narrow panels: down to 350 pixels, or at 200% zoom.
import { css } from 'lit';

export const narrowStyles = css`
  @container (max-width: 760px) {
    .phases {
      gap: 4px 14px;
    }
    .phases li + li::before {
      display: none;
    }
    kinetic-job-rows {
      min-height: 480px;
    }
  }
  @container (max-width: 560px) {
    .overview {
      padding: 10px 12px;
    }
    header {
      flex-direction: column;
      gap: 8px;
    }
    .numbers {
      gap: 4px 14px;
    }
    dd {
      font-size: 18px;
      line-height: 24px;
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
      padding: 6px 4px;
    }
    .counter {
      margin-left: 1px;
      padding: 0 5px;
    }
    kinetic-job-rows {
      min-height: 600px;
    }
  }
`;
