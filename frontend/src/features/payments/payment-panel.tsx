import { Button } from '@mantine/core';
import { useState } from 'react';

import { Facts } from '../../components/facts';
import { Loaded } from '../../components/loaded';
import { NotSynced } from '../../components/marks';
import { Section } from '../../components/section';
import { SidePanel } from '../../components/side-panel';
import { Status } from '../../components/status';
import { useExportPayment, usePayment } from '../../lib/api/payments';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { CancelForm } from './cancel-form';
import { PaidForm } from './paid-form';
import styles from './plan-lines.module.css';

/** One payment: export its file, record it as paid, or cancel it. */
export function PaymentPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const payment = usePayment(id);
  const [doing, setDoing] = useState<'paid' | 'cancel'>();
  const done = () => setDoing(undefined);
  const row = payment.data?.row;
  const open = row?.state === 'intent' || row?.state === 'exported';
  return (
    <SidePanel
      title={row ? `Payment no. ${row.number}` : 'Payment'}
      mark={row && <NotSynced synced={row.synced} />}
      onClose={onClose}
      footer={
        open &&
        !doing && (
          <>
            <Button mr="auto" onClick={() => setDoing('cancel')}>
              Cancel payment
            </Button>
            <ExportButton row={row} />
            <Button
              variant={row.state === 'exported' ? 'filled' : 'default'}
              onClick={() => setDoing('paid')}
            >
              Record as paid
            </Button>
          </>
        )
      }
    >
      <Loaded query={payment}>
        {(data) => (
          <>
            {doing === 'paid' && <PaidForm payment={data.row} onDone={done} />}
            {doing === 'cancel' && <CancelForm payment={data.row} onDone={done} />}
            <PaymentFacts row={data.row} />
            <Lines payment={data} />
          </>
        )}
      </Loaded>
    </SidePanel>
  );
}

function ExportButton({ row }: { row: desktop.PaymentRow }) {
  const exporting = useExportPayment();
  return (
    <Button
      variant={row.state === 'intent' ? 'filled' : 'default'}
      loading={exporting.isPending}
      onClick={() => exporting.mutate(row.id)}
    >
      Export CSV file
    </Button>
  );
}

function PaymentFacts({ row }: { row: desktop.PaymentRow }) {
  const { money, dateTime, day } = useFormat();
  return (
    <Facts
      facts={[
        { label: 'State', value: <Status of={`payment:${row.state}`} /> },
        { label: 'Total', value: <strong className="num">{money(row.total)}</strong> },
        { label: 'Made', value: dateTime(row.createdAt) },
        ...(row.file ? [{ label: 'File', value: <span className="mono">{row.file}</span> }] : []),
        ...(row.paidOn ? [{ label: 'Paid on', value: day(row.paidOn) }] : []),
        ...(row.reason ? [{ label: 'Reason', value: row.reason }] : []),
        ...(row.reference ? [{ label: 'Reference', value: row.reference }] : []),
      ]}
    />
  );
}

function Lines({ payment }: { payment: desktop.PaymentDetail }) {
  const { amount } = useFormat();
  return (
    <Section title="Payees" aside={<span className="dim">{payment.row.total.currency}</span>}>
      <ul className={styles.lines}>
        {payment.lines.map((line) => (
          <li key={line.memberId} className={styles.line}>
            <span>
              {line.memberName}
              <span className={styles.reason}>{line.payee}</span>
            </span>
            <span className={styles.amount}>{amount(line.amount)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
