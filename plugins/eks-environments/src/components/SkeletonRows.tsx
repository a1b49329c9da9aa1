import { Flex, Skeleton, VisuallyHidden } from '@backstage/ui';

/** Rows in the shape of what comes. */
export function SkeletonRows(props: { rows?: number; height?: number }) {
  const { rows = 5, height = 28 } = props;
  return (
    <div role="status">
      <VisuallyHidden>Loading</VisuallyHidden>
      <Flex direction="column" gap="3" py="3">
        {Array.from({ length: rows }, (_, row) => (
          <Skeleton key={row} width="100%" height={height} />
        ))}
      </Flex>
    </div>
  );
}
