import { Link, useSidebarOpenState } from '@backstage/core-components';
import styles from './SidebarLogo.module.css';

export function SidebarLogo() {
  const { isOpen } = useSidebarOpenState();

  return (
    <Link
      to="/"
      underline="none"
      className={styles.link}
      aria-label="EKS Environments, home"
    >
      <svg className={styles.mark} viewBox="0 0 32 32" aria-hidden="true">
        <path
          className={styles.outline}
          d="M16 2 28 9v14L16 30 4 23V9zM16 10v6.5l4.5 3"
        />
      </svg>
      {isOpen && <span className={styles.name}>EKS Environments</span>}
    </Link>
  );
}
