import { Link } from 'wouter';

import styles from './cause.module.css';

interface CauseProps {
  kind: string;
  id: string;
  title: string;
}

/** What caused a row of the books, as the way to it. */
export function Cause({ kind, id, title }: CauseProps) {
  const to = causePath(kind, id);
  return to ? (
    <Link href={to} className={styles.cause}>
      {title}
    </Link>
  ) : (
    title
  );
}

/** Where a cause is shown; nothing when no screen shows it alone. */
export function causePath(kind: string, id: string): string | undefined {
  const it = encodeURIComponent(id);
  switch (kind) {
    case 'conversion':
      return `/conversions?open=${it}`;
    case 'payment':
      return `/payments?open=${it}`;
    case 'receipt':
      return '/payments';
    case 'adjustment':
      return `/members/statement?adjustment=${it}`;
    case 'opening':
      return '/books/opening-balances';
    case 'clicks': {
      const [, member = ''] = id.split('.'); // <offer>.<member>.<day>
      return `/members?open=${encodeURIComponent(member)}`;
    }
    default:
      return undefined;
  }
}
