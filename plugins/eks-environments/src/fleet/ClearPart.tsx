import { Card, CardBody, Text } from '@backstage/ui';
import { RiCheckLine } from '@remixicon/react';
import type { PropsWithChildren } from 'react';
import styles from './FleetStatus.module.css';

/** A part of the fleet that needs nobody, in one line. */
export function ClearPart(props: PropsWithChildren<{ title: string }>) {
  return (
    <Card>
      <CardBody>
        <div className={styles.clear}>
          <RiCheckLine size={16} aria-hidden="true" />
          <Text as="h3" weight="bold">
            {props.title}
          </Text>
          <Text>{props.children}</Text>
        </div>
      </CardBody>
    </Card>
  );
}
