import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import type { PropsWithChildren } from 'react';

/** A titled card. */
export function Section(props: PropsWithChildren<{ title: string }>) {
  return (
    <Card>
      <CardHeader>
        <Text as="h3" variant="title-x-small">
          {props.title}
        </Text>
      </CardHeader>
      <CardBody>{props.children}</CardBody>
    </Card>
  );
}
