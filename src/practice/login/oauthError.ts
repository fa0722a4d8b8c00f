// The error response of the OAuth endpoints.
import type { Answer } from '../http/http';

export class OAuthError extends Error {
  constructor(
    readonly error: string,
    readonly description: string,
    readonly status = 400,
  ) {
    super(description);
  }

  toAnswer(): Answer {
    return { status: this.status, json: { error: this.error, error_description: this.description } };
  }
}
