import { type Translate, translateCode } from '../translation';
import { formatLocal } from './time';

/** A text of the timeline, as the API composes it. Its parameters may be texts of the same kind. */
export interface EventText {
  /** Omitted: the text is in English only. */
  code?: string;
  params?: Record<string, unknown>;
  /** In English. */
  message: string;
}

/** A text of the timeline in the user's language, with times in the user's time zone. */
export function translateEvent(
  { code = '', params = {}, message }: EventText,
  t: Translate,
): string {
  const values = Object.entries(params).map(([name, value]) => [
    name,
    formatParameter(value, t),
  ]);
  return translateCode(
    { code, params: Object.fromEntries(values), message },
    t,
  );
}

function formatParameter(value: unknown, t: Translate): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if ('time' in value) {
    return formatLocal(String(value.time));
  }
  return 'message' in value ? translateEvent(value as EventText, t) : undefined;
}
