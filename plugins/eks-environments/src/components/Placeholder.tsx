import { Skeleton, type SkeletonProps } from '@backstage/ui';
import styles from './Placeholder.module.css';

/** A skeleton that is visible on pages and on cards, in light and in dark themes. */
export function Placeholder(props: Omit<SkeletonProps, 'className'>) {
  return <Skeleton {...props} className={styles.placeholder} />;
}
