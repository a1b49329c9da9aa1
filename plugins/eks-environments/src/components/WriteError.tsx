import { useText } from '../translation';
import { ErrorPanel } from './ErrorPanel';

/** Shows in a dialog why a write failed. The server's messages are written for users. */
export function WriteError(props: { what: string; error: Error | null }) {
  const t = useText();
  const { what, error } = props;
  if (!error) {
    return undefined;
  }
  const answered = error.name !== 'TypeError'; // what fetch throws without a response
  return (
    <ErrorPanel
      title={answered ? error.message : t('errors.noAnswer', { what })}
      meaning={answered ? t('errors.nothingChanged') : t('errors.maybeDone')}
      details={`${error.name}: ${error.message}`}
    />
  );
}
