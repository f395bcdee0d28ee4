import { Button, Switch } from '@mantine/core';
import { useState } from 'react';

import { type Column, DataTable } from '../../components/data-table';
import { LoadingLines } from '../../components/loading';
import { Problem } from '../../components/problem';
import { SidePanel } from '../../components/side-panel';
import { useClicks } from '../../lib/api/quality';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './click-quality.module.css';
import { countryName } from './note-words';

interface ClicksPanelProps {
  title: string;
  asked: Omit<desktop.ClicksQuery, 'after' | 'rejected'>;
  onClose: () => void;
}

/** Clicks one by one, newest first, as the relay keeps them. */
export function ClicksPanel({ title, asked, onClose }: ClicksPanelProps) {
  const { dateTime, day } = useFormat();
  const [rejected, setRejected] = useState(true);
  const clicks = useClicks({ ...asked, rejected: rejected && !asked.reason, after: '' });
  const pages = clicks.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.rows);
  const columns: Column<desktop.ClickRow>[] = [
    { key: 'at', head: 'When', fixed: true, cell: (row) => <span className="num">{dateTime(row.at)}</span> },
    ...(asked.reason
      ? []
      : [
          {
            key: 'rejected',
            head: 'Counts',
            cell: (row: desktop.ClickRow) => row.rejected || (row.unique ? 'Yes, first of the day' : 'Yes'),
          },
        ]),
    ...(asked.memberId
      ? []
      : [
          {
            key: 'member',
            head: 'Member',
            cell: (row: desktop.ClickRow) => row.memberName || <span className="dim">–</span>,
          },
        ]),
    { key: 'visitor', head: 'Visitor', cell: (row) => visitor(row) },
    {
      key: 'referrer',
      head: 'Came from',
      cell: (row) => row.referrer || <span className="dim">Unknown</span>,
    },
    { key: 'link', head: 'Link', cell: (row) => <span className="mono">{row.link}</span> },
  ];
  return (
    <SidePanel title={title} onClose={onClose} wide>
      {!asked.reason && (
        <Switch
          label="Only clicks that don’t count"
          checked={rejected}
          onChange={(event) => setRejected(event.currentTarget.checked)}
        />
      )}
      {clicks.isError && <Problem error={clicks.error} onRetry={() => void clicks.refetch()} />}
      {clicks.isPending && <LoadingLines />}
      {pages[0] && (
        <p className="dim">
          From the relay, as of {dateTime(pages[0].asOf)}. It keeps no visitor’s address.
          {pages[0].keptFrom > asked.period.from && ` Clicks before ${day(pages[0].keptFrom)} are forgotten.`}
        </p>
      )}
      {pages[0] && rows.length === 0 && <p>No such click in these days.</p>}
      {rows.length > 0 && (
        <div className={styles.scrolled}>
          <DataTable
            flush
            label="Clicks"
            columns={columns}
            rows={rows}
            rowId={(row) => row.id}
            rowName={(row) => `Click of ${dateTime(row.at)}`}
          />
        </div>
      )}
      {clicks.hasNextPage && (
        <Button loading={clicks.isFetchingNextPage} onClick={() => void clicks.fetchNextPage()}>
          Show older clicks
        </Button>
      )}
    </SidePanel>
  );
}

/** "Safari, mobile, Germany", as far as anybody knows. */
function visitor({ browser, device, country }: desktop.ClickRow): string {
  const known = [browser, device].filter((part) => part && part !== 'other');
  if (country) known.push(countryName(country));
  return known.join(', ') || 'Unknown';
}
