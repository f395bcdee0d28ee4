import { Button, Menu } from '@mantine/core';
import { Link } from 'wouter';

import { AdjustmentList } from '../../components/adjustment-list';
import { Facts } from '../../components/facts';
import { Loaded } from '../../components/loaded';
import { Section } from '../../components/section';
import { SidePanel } from '../../components/side-panel';
import { Status } from '../../components/status';
import { useExportMonth, useMonthAdjustments } from '../../lib/api/months';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { Checks } from './checks';
import styles from './month-close.module.css';
import { CloseForm, OpenForm } from './month-forms';

const formats = [
  { format: 'pdf', label: 'PDF', about: 'To print or send' },
  { format: 'xlsx', label: 'Excel (XLSX)', about: 'A sheet for each currency' },
  { format: 'csv', label: 'CSV', about: 'One table, for other programs' },
] as const;

/** A month: its figures, whether they stand, and what came after. */
export function MonthPanel({ month, onClose }: { month: desktop.MonthRow; onClose: () => void }) {
  const format = useFormat();
  return (
    <SidePanel
      title={month.name}
      mark={<Status of={`month:${month.state}`} />}
      onClose={onClose}
      wide
      footer={<ExportMonth month={month} />}
    >
      <div className={styles.parts}>
        {month.figures.map((figures) => (
          <Section key={figures.currency} title={`Figures in ${figures.currency}`}>
            <Facts
              dense
              facts={[
                { label: 'Conversions', value: format.count(figures.conversions) },
                { label: 'Sales', value: format.money(figures.sales) },
                { label: 'Network commission', value: format.money(figures.commission) },
                { label: 'Payouts earned', value: format.money(figures.payout) },
                { label: 'Margin', value: format.money(figures.margin) },
              ]}
            />
          </Section>
        ))}
        <Link href={explorerPath(month)} className={styles.link}>
          {month.asOf ? `Its members, as of ${format.day(month.asOf)}` : 'Its members in the Explorer'}
        </Link>
        {month.state === 'open' && (
          <Section title="Before it is closed">
            <Checks month={month.month} />
            <CloseForm month={month} />
          </Section>
        )}
        {month.state === 'running' && (
          <p className="dim">
            It can be closed from {format.day(nextDay(month.last))} on, when its last day is over.
          </p>
        )}
        {month.state === 'closed' && <After month={month} />}
        {month.events.length > 0 && <Events month={month} />}
        {month.state === 'closed' && <OpenForm month={month} />}
      </div>
    </SidePanel>
  );
}

/** Its members, as they were reported. */
function explorerPath({ month, last, asOf }: desktop.MonthRow): string {
  const past = asOf ? `&asof=${asOf}` : '';
  return `/reports?rows=member&period=${month}-01..${last}${past}`;
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 3600_000).toISOString().slice(0, 10);
}

function After({ month }: { month: desktop.MonthRow }) {
  const adjustments = useMonthAdjustments(month.month);
  return (
    <Section title="What came after">
      <Loaded query={adjustments} lines={2}>
        {(data) =>
          data.rows.length === 0 ? (
            <p className="dim">Nothing became known of it since.</p>
          ) : (
            <AdjustmentList rows={data.rows} />
          )
        }
      </Loaded>
    </Section>
  );
}

function Events({ month }: { month: desktop.MonthRow }) {
  const format = useFormat();
  return (
    <Section title="History">
      <ul className={styles.events}>
        {month.events.map((event) => (
          <li key={`${event.at}${event.closed}`}>
            {event.closed ? 'Closed' : 'Opened again'} by {event.who}
            {event.at ? `, ${format.dateTime(event.at)}` : ', not synced yet'}
            {event.closed && event.day && (
              <span className="dim"> · by what was known up to {format.day(event.day)}</span>
            )}
            {event.reason && <div className="dim">{event.reason}</div>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function ExportMonth({ month }: { month: desktop.MonthRow }) {
  const file = useExportMonth();
  return (
    <Menu position="top-end">
      <Menu.Target>
        <Button loading={file.isPending}>Export report of the month</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map(({ format, label, about }) => (
          <Menu.Item key={format} onClick={() => file.mutate({ month: month.month, format })}>
            {label}
            <div className="dim">{about}</div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
