import { type View, Views } from './views';

const pages: readonly View[] = [
  { label: 'Explorer', to: '/reports' },
  { label: 'Click quality', to: '/reports/quality' },
  { label: 'SQL', to: '/reports/sql' },
  { label: 'Month close', to: '/reports/month-close' },
];

/** The pages of Reports. */
export function ReportPages({ at }: { at: string }) {
  return <Views label="Reports" views={pages} at={at} />;
}
