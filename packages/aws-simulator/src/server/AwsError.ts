/** An error as AWS sends it; each protocol writes it in its own shape. */
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
