/** An AWS error; each protocol serializes it in its own format. */
export class AwsError extends Error {
  constructor(
    readonly statusCode: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'AwsError';
  }
}

export function validationError(message: string): AwsError {
  return new AwsError(400, 'ValidationError', message);
}
