import { Button } from '@backstage/ui';
import { ErrorPanel } from './ErrorPanel';

/** Says why something could not be read, and offers to try again. */
export function RequestError(props: {
  /** What could not be read, as in `the environments`. */
  what: string;
  error: Error;
  onRetry(): void;
}) {
  const { what, error, onRetry } = props;
  const { title, remedy } = explain(what, error);
  return (
    <ErrorPanel
      title={title}
      meaning="Clusters are not affected: they are kept and ended by the backend, not by this page."
      remedy={remedy}
      details={`${error.name}: ${error.message}`}
      actions={
        <Button variant="secondary" onPress={onRetry}>
          Try again
        </Button>
      }
    />
  );
}

function explain(what: string, error: Error) {
  switch (error.name) {
    case 'NotFoundError':
      return {
        title: `There is no such thing, or you may not see it: ${what}.`,
        remedy: 'Check the link, or ask the owner to share it with you.',
      };
    case 'NotAllowedError':
      return {
        title: `You are not allowed to see ${what}.`,
        remedy: 'Ask your platform team for the permission.',
      };
    default:
      return {
        title: `Could not load ${what}.`,
        remedy:
          'Try again. If it keeps failing, show the details to your platform team.',
      };
  }
}
