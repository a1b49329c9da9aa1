import { Button, Flex } from '@backstage/ui';
import { WriteError } from './WriteError';

/** A small button that performs a write at once, and shows its error below. */
export function WriteButton(props: {
  label: string;
  /** The label with its object, if several buttons have the same label. */
  fullLabel: string;
  /** What failed if there was no response, as in `lift the pause`. */
  what: string;
  /** The state of the write, from `useWrite`. */
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
