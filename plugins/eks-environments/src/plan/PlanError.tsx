import { ErrorPanel, RequestError } from '../components';
import { useText } from '../translation';

/** An input error explains what is wrong with the request; all others are errors of the service. */
export function PlanError(props: {
  error: Error;
  /** What to do about an input error. */
  remedy: string;
  onRetry(): void;
}) {
  const t = useText();
  const { error, remedy, onRetry } = props;
  return ['InputError', 'NotAllowedError', 'ConflictError'].includes(
    error.name,
  ) ? (
    <ErrorPanel title={error.message} remedy={remedy} />
  ) : (
    <RequestError what={t('form.thePlan')} error={error} onRetry={onRetry} />
  );
}
