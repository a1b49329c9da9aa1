import { Flex, VisuallyHidden } from '@backstage/ui';
import { useText } from '../translation';
import { Placeholder } from './Placeholder';

/** Placeholder rows while data is loading. */
export function SkeletonRows(props: { rows?: number; height?: number }) {
  const t = useText();
  const { rows = 5, height = 28 } = props;
  return (
    <div role="status">
      <VisuallyHidden>{t('common.loading')}</VisuallyHidden>
      <Flex direction="column" gap="3" py="3">
        {Array.from({ length: rows }, (_, row) => (
          <Placeholder key={row} width="100%" height={height} />
        ))}
      </Flex>
    </div>
  );
}
