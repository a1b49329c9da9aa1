import { ErrorPanel } from './ErrorPanel';

/** Says in a dialog why nothing was done. The server's own words are written for people. */
export function WriteError(props: { what: string; error: Error | null }) {
  const { what, error } = props;
  if (!error) {
    return undefined;
  }
  const answered = error.name !== 'TypeError'; // what fetch throws without an answer
  return (
    <ErrorPanel
      title={answered ? error.message : `Could not ${what}: no answer.`}
      meaning={
        answered
          ? 'Nothing was changed.'
          : 'It may have been done all the same; asking again does not do it twice.'
      }
      details={`${error.name}: ${error.message}`}
    />
  );
}
