import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { ErrorRequestHandler } from 'express';

/** The answer to an error. */
interface Answer {
  statusCode: number;
  name: string;
  message: string;
}

const statusOf: Record<string, number> = {
  NotModifiedError: 304,
  InputError: 400,
  AuthenticationError: 401,
  NotAllowedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
  NotImplementedError: 501,
  ServiceUnavailableError: 503,
};

/**
 * Answers errors with their name and their message, in the format of Backstage's own handler.
 *
 * @remarks
 *
 * Backstage's handler also returns everything attached to an error, in every mode: causes, the answers of other plugins with their stack
 * traces, database statements. Here all of that is only logged.
 */
export function answerErrors(logger: LoggerService): ErrorRequestHandler {
  return (error, request, response, next) => {
    const { statusCode, name, message } = answerOf(error, logger);
    if (response.headersSent) {
      next(error);
      return;
    }
    response.status(statusCode).json({
      error: { name, message },
      request: { method: request.method, url: request.url },
      response: { statusCode },
    });
  };
}

function answerOf(thrown: unknown, logger: LoggerService): Answer {
  const error = toError(thrown);
  if (isOfDatabase(error)) {
    const id = randomUUID();
    logger.error(`A request failed with a database error (id ${id})`, error);
    return {
      statusCode: 500,
      name: 'InternalServerError',
      message: `The database could not do this; the log of the backend has the reason under ${id}`,
    };
  }
  if (error.name === 'ResponseError') {
    logger.error(
      'A request failed because another plugin refused the call of this one',
      error,
    );
    return {
      statusCode: 503,
      name: 'ServiceUnavailableError',
      message:
        'Another plugin of the portal, such as the catalog, did not answer as it should; try again later',
    };
  }
  const statusCode = statusOf[error.name] ?? httpStatusOf(error) ?? 500;
  if (statusCode >= 500) {
    logger.error(`A request failed with status ${statusCode}`, error);
  }
  return { statusCode, name: error.name, message: ownMessage(error, logger) };
}

/** Backstage's errors append the message of their cause to their own. */
function ownMessage(error: Error, logger: LoggerService): string {
  if (error.cause === undefined) {
    return error.message;
  }
  logger.warn('A request was refused because of another error', error);
  const [message] = error.message.split('; caused by ');
  return message;
}

/** The errors of Express and its parsers have a status. */
function httpStatusOf(error: Error): number | undefined {
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 600
    ? statusCode
    : undefined;
}

/** Knex prefixes the driver's message with the statement. */
function isOfDatabase(error: Error): boolean {
  const { code, severity } = error as { code?: unknown; severity?: unknown };
  return (
    error.name === 'KnexTimeoutError' ||
    (typeof code === 'string' &&
      (code.startsWith('SQLITE_') ||
        (/^[0-9A-Z]{5}$/.test(code) && severity !== undefined))) ||
    /^\s*(select|insert|update|delete|with|begin|commit|create|set)\s[^]* - /i.test(
      error.message,
    )
  );
}
