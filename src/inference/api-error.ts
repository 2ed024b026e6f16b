/** An answer other than 200, in the shape OpenAI clients read. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string | null;

  constructor(status: number, message: string, code: string | null = null) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
  }
}

export interface ErrorBody {
  readonly error: { readonly message: string; readonly type: string; readonly code: string | null };
}

export function errorBody(error: unknown): ErrorBody {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof ApiError
    ? { error: { message, type: 'invalid_request_error', code: error.code } }
    : { error: { message, type: 'server_error', code: null } };
}
