import { Button } from '@backstage/ui';
import { ErrorPanel } from './ErrorPanel';

const UNAFFECTED =
  'Clusters are not affected: they are kept and ended by the backend, not by this page.';

/** Says why something could not be read, and offers to try again. */
export function RequestError(props: {
  /** What could not be read, as in `the environments`. */
  what: string;
  error: Error;
  onRetry(): void;
}) {
  const { what, error, onRetry } = props;
  const { title, meaning = UNAFFECTED, remedy } = explain(what, error);
  return (
    <ErrorPanel
      title={title}
      meaning={meaning}
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

function explain(
  what: string,
  error: Error,
): { title: string; meaning?: string; remedy: string } {
  switch (error.name) {
    case 'NotFoundError':
      return {
        title: `Could not find ${what}, or you may not see it.`,
        meaning: 'It is of another team, or was never there.',
        remedy: 'Check the link, or ask the team that owns it.',
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
