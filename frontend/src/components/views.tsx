import { Link } from 'wouter';

import styles from './views.module.css';

export interface View {
  label: string;
  to: string;
}

interface ViewsProps {
  label: string;
  views: readonly View[];
  /** The address of the one that is shown. */
  at: string;
}

/** The views of one screen, each with an address of its own. */
export function Views({ label, views, at }: ViewsProps) {
  return (
    <nav aria-label={label} className={styles.views}>
      {views.map((view) => (
        <Link
          key={view.to}
          href={view.to}
          className={styles.view}
          aria-current={view.to === at ? 'page' : undefined}
        >
          {view.label}
        </Link>
      ))}
    </nav>
  );
}
