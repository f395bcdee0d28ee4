import { type Column, DataTable } from '../../components/data-table';
import { Status } from '../../components/status';
import { TableHead } from '../../components/table-head';
import { shortPage } from '../../lib/short-address';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './link-health.module.css';

interface FindingsProps {
  sweep: desktop.SweepView;
  openId: string | undefined;
  onOpen: (id: string) => void;
}

/** What is wrong, the worst first. */
export function Findings({ sweep, openId, onOpen }: FindingsProps) {
  const { count } = useFormat();
  const columns: Column<desktop.HealthFinding>[] = [
    {
      key: 'title',
      head: 'Finding',
      cell: (finding) => (
        <span className={styles.finding}>
          <Status of={finding.minor ? 'health:minor' : 'health:bad'} />
          <span>{finding.title}</span>
          {finding.new && <span className={styles.new}>New</span>}
        </span>
      ),
    },
    {
      key: 'page',
      head: 'Page or links',
      cell: (finding) => (
        <span className={styles.page}>
          {finding.page ? shortPage(finding.page) : finding.offerNames.join(', ')}
        </span>
      ),
    },
    {
      key: 'browsers',
      head: 'Browsers',
      wide: true,
      cell: (finding) =>
        finding.browsers.length > 0 ? (
          finding.browsers.join(', ')
        ) : (
          <span className="dim">{finding.page ? 'All' : '–'}</span>
        ),
    },
    { key: 'links', head: 'Links', numeric: true, cell: (finding) => count(finding.links) },
  ];
  const nothing =
    sweep.state === 'running'
      ? 'Nothing found so far.'
      : sweep.state === 'failed'
        ? 'The sweep could not look.'
        : 'Nothing is wrong with your links.';
  return (
    <div>
      <TableHead title="Findings" empty={sweep.findings.length === 0 && nothing} />
      {sweep.findings.length > 0 && (
        <DataTable
          label="Findings"
          columns={columns}
          rows={sweep.findings}
          rowId={(finding) => finding.id}
          rowName={(finding) => `${finding.title}: ${finding.page || finding.offerNames.join(', ')}`}
          openId={openId}
          onOpen={(finding) => onOpen(finding.id)}
        />
      )}
    </div>
  );
}
