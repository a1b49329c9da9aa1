import { Header, type HeaderProps } from '@backstage/ui';
import styles from './PageHeader.module.css';

/** The header of a page. On a phone its title has a line of its own, so that the buttons do not cut it off. */
export function PageHeader(props: Omit<HeaderProps, 'className'>) {
  return <Header {...props} className={styles.header} />;
}
