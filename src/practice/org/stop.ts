// Stops the org once: calls of the API are rejected meanwhile, so that no record changes while the records are kept.
import type { Dispatch } from '../http/dispatch';
import type { Answer, Call } from '../http/http';

export interface StopOptions {
  readonly keepData: boolean;
}

export interface Stop {
  /** Throws when the records cannot be kept: then the org continues. Nothing happens when it was stopped before. */
  readonly stop: (options: StopOptions) => Promise<void>;
  readonly guard: (dispatch: Dispatch) => Dispatch;
}

const unavailable: Answer = {
  status: 503,
  json: [{ message: 'The practice org is stopping.', errorCode: 'SERVER_UNAVAILABLE' }],
};

export function createStop(end: (options: StopOptions) => Promise<void>): Stop {
  let stopping: Promise<void> | undefined;
  const run = async (options: StopOptions): Promise<void> => {
    try {
      await end(options);
    } catch (error) {
      stopping = undefined;
      throw error;
    }
  };
  const isApi = ({ path }: Call): boolean => path.startsWith('/services/');
  return {
    stop: (options) => (stopping ??= run(options)),
    guard: (dispatch) => (call) => (stopping && isApi(call) ? Promise.resolve(unavailable) : dispatch(call)),
  };
}
