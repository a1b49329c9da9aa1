import { Button } from '@backstage/ui';
import { type Translate, useText } from '../translation';
import { ErrorPanel } from './ErrorPanel';

/** Shows why data could not be read, and offers a retry. */
export function RequestError(props: {
  /** What could not be read, as in `the environments`. */
  what: string;
  error: Error;
  onRetry(): void;
}) {
  const { what, error, onRetry } = props;
  const t = useText();
  const {
    title,
    meaning = t('errors.unaffected'),
    remedy,
  } = explain(what, error, t);
  return (
    <ErrorPanel
      title={title}
      meaning={meaning}
      remedy={remedy}
      details={`${error.name}: ${error.message}`}
      actions={
        <Button variant="secondary" onPress={onRetry}>
          {t('common.retry')}
        </Button>
      }
    />
  );
}

function explain(
  what: string,
  error: Error,
  t: Translate,
): { title: string; meaning?: string; remedy: string } {
  switch (error.name) {
    case 'NotFoundError':
      return {
        title: t('errors.notFound', { what }),
        meaning: t('errors.notFoundMeaning'),
        remedy: t('errors.notFoundRemedy'),
      };
    case 'NotAllowedError':
      return {
        title: t('errors.notAllowed', { what }),
        remedy: t('errors.notAllowedRemedy'),
      };
    default:
      return {
        title: t('errors.notLoaded', { what }),
        remedy: t('errors.notLoadedRemedy'),
      };
  }
}
