import { isError } from '@backstage/errors';
import { BrokenCircuitError } from 'cockatiel';

/**
 * Who can correct a mail that SES did not accept.
 *
 * - `address`: nobody; this recipient cannot get mail
 * - `message`: nobody; SES never accepts this mail
 * - `operator`: whoever runs the portal: an identity that is not verified, a paused account, missing rights, a used-up quota
 * - `service`: nobody has to: an outage, throttling or a network error ends by itself
 */
export type SesFault = 'address' | 'message' | 'operator' | 'service';

/** SES uses one error code for invalid addresses, settings and mails; only the message distinguishes them. */
const REFUSALS =
  /^(?:MessageRejected|InvalidParameterValue|BadRequest|ValidationError|Validation)(?:Exception)?$/;

const ABOUT_ADDRESS =
  /\billegal (?:address|character)|\binvalid (?:e-?mail |recipient )?address|\bmissing (?:final|start)\b|\b(?:local (?:part|name|address)|domain)\b.{0,40}\b(?:contains|starts|ends|missing|too long|invalid)|\bdomain (?:contains|starts|ends)\b|\bsuppress(?:ed|ion)\b|\bblacklist(?:ed)?\b|\brecipient\b.{0,40}\b(?:invalid|not exist)/i;

const ABOUT_MESSAGE =
  /\bmessage (?:length|size)\b|\bmessage is (?:too large|larger)\b|\bduplicate header\b|\binvalid (?:content|header)\b/i;

const THROTTLED = /^(?:Throttling|TooManyRequests)(?:Exception)?$/;

/** Messages about all sending of the account. SES uses several error codes for them. */
const OF_THE_ACCOUNT =
  /\bnot verified\b|\bsandbox\b|\bsending (?:is )?(?:paused|disabled)|\b(?:daily|sending) (?:message )?quota\b|\bsuspended\b/i;

/** Who can correct an error of SES or of the connection to it. */
export function faultOf(error: unknown): SesFault {
  if (error instanceof BrokenCircuitError || !isError(error)) {
    return 'service';
  }
  const { name, message } = error;
  if (OF_THE_ACCOUNT.test(message)) {
    return 'operator';
  }
  if (REFUSALS.test(name)) {
    return faultOfRefusal(message);
  }
  if (THROTTLED.test(name)) {
    return 'service';
  }
  return isClientFault(error) || name === 'CredentialsProviderError'
    ? 'operator'
    : 'service';
}

function faultOfRefusal(message: string): SesFault {
  if (ABOUT_MESSAGE.test(message)) {
    return 'message';
  }
  return ABOUT_ADDRESS.test(message) ? 'address' : 'operator';
}

function isClientFault(error: Error): boolean {
  return '$fault' in error && error.$fault === 'client';
}

/** Why SES did not accept a mail. Reasons are stored and logged, so they contain no addresses. */
export function reasonOf(error: unknown): string {
  if (error instanceof BrokenCircuitError) {
    return 'SES failed several times and is left alone for a while';
  }
  return isError(error)
    ? `${error.name}: ${withoutAddresses(error.message)}`
    : 'SES failed for an unknown reason';
}

function withoutAddresses(text: string): string {
  return text.replace(/[^\s<>,;:]+@[^\s<>,;:]+/g, '<address>');
}
