import { type View, Views } from './views';

const pages: readonly View[] = [
  { label: 'Explorer', to: '/reports' },
  { label: 'Click quality', to: '/reports/quality' },
  { label: 'Month close', to: '/reports/month-close' },
  { label: 'SQL', to: '/reports/sql' },
];

/** The pages of Reports. */
export function ReportPages({ at }: { at: string }) {
  return <Views label="Reports" views={pages} at={at} />;
}
