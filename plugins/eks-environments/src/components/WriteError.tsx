import { useText } from '../translation';
import { ErrorPanel } from './ErrorPanel';

/** Says in a dialog why nothing was done. The server's own words are written for people. */
export function WriteError(props: { what: string; error: Error | null }) {
  const t = useText();
  const { what, error } = props;
  if (!error) {
    return undefined;
  }
  const answered = error.name !== 'TypeError'; // what fetch throws without an answer
  return (
    <ErrorPanel
      title={answered ? error.message : t('errors.noAnswer', { what })}
      meaning={answered ? t('errors.nothingChanged') : t('errors.maybeDone')}
      details={`${error.name}: ${error.message}`}
    />
  );
}
