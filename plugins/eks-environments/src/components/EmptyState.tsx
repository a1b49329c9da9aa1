import { Flex, Text } from '@backstage/ui';
import type { ReactNode } from 'react';

/** What will appear here, and the button that adds it. */
export function EmptyState(props: {
  title: string;
  description: string;
  action?: ReactNode;
}) {
  return (
    <Flex direction="column" align="center" gap="3" py="10" px="4" grow={1}>
      <Text as="h3" variant="title-x-small">
        {props.title}
      </Text>
      <Text as="p" color="secondary">
        {props.description}
      </Text>
      {props.action}
    </Flex>
  );
}
