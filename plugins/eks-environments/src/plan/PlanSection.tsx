import { Flex, Text } from '@backstage/ui';
import type { PropsWithChildren } from 'react';

/** A section of a plan. */
export function PlanSection(props: PropsWithChildren<{ title: string }>) {
  return (
    <Flex direction="column" gap="1">
      <Text as="h4" variant="body-small" color="secondary">
        {props.title}
      </Text>
      {props.children}
    </Flex>
  );
}
