import { Button, Flex } from '@backstage/ui';
import { WriteError } from './WriteError';

/** A small button that changes something at once, and says beneath why that was not done. */
export function WriteButton(props: {
  label: string;
  /** The label with what it is about, where several have the same one. */
  fullLabel: string;
  /** What could not be done when there was no answer, as in `lift the pause`. */
  what: string;
  /** The write behind it, as `useWrite` tells of it. */
  write: { isPending: boolean; error: Error | null; mutate(): void };
}) {
  const { label, fullLabel, what, write } = props;
  return (
    <Flex direction="column" align="start" gap="2">
      <Button
        size="small"
        variant="secondary"
        isPending={write.isPending}
        aria-label={fullLabel}
        onPress={() => write.mutate()}
      >
        {label}
      </Button>
      <WriteError what={what} error={write.error} />
    </Flex>
  );
}
