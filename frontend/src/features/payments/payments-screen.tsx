import { Button } from '@mantine/core';

import { Page } from '../../components/page';
import { Views } from '../../components/views';
import { useExportCalendar } from '../../lib/api/cash';
import { usePaymentsOverview } from '../../lib/api/payments';
import { useWorkspace } from '../../lib/api/workspace';
import { type Parameters, useParameters } from '../../lib/location';
import { useFormat } from '../../lib/use-format';
import { AsCJ } from './as-cj/as-cj';
import { CashTimeline } from './cash-timeline/cash-timeline';
import { CJPaymentsPanel } from './cj-payments-panel';
import { LockCalendar } from './lock-calendar/lock-calendar';
import { MakePaymentPanel } from './make-payment-panel';
import { PaymentPanel } from './payment-panel';
import { type PaymentView, paymentView, paymentViews } from './payment-views';
import { PaymentsOverview } from './payments-overview';
import { CJReceiptPanel } from './receipts/cj-receipt-panel';
import { FundsPanel } from './receipts/funds-panel';
import { ReceiptPanel } from './receipts/receipt-panel';

/** Where the money stands and when it moves, and the way to send it. */
export function PaymentsScreen() {
  const workspace = useWorkspace().data;
  const overview = usePaymentsOverview().data;
  const format = useFormat();
  const [parameters, change] = useParameters();
  const view = paymentView(parameters.get('view'));
  const open = parameters.get('open') ?? undefined;
  const receiptId = parameters.get('receipt') ?? undefined;
  const receipt = overview?.receipts.find((one) => one.id === receiptId);
  const close = () => change({ open: undefined, receipt: undefined, do: undefined });
  const show = (id: string) => change({ open: id, receipt: undefined, do: undefined });
  const showReceipt = (id: string) => change({ receipt: id, open: undefined, do: undefined });

  const panel = () => {
    switch (parameters.get('do')) {
      case 'pay':
        return <MakePaymentPanel onMade={show} onClose={close} />;
      case 'cj':
        return <CJReceiptPanel onClose={close} />;
      case 'deposit':
        return <FundsPanel currency={overview?.currency ?? workspace?.currency ?? ''} onClose={close} />;
      case 'settings':
        return <CJPaymentsPanel onClose={close} />;
      default:
        if (receipt) return <ReceiptPanel key={receipt.id} receipt={receipt} onClose={close} />;
        return open && <PaymentPanel key={open} id={open} onClose={close} />;
    }
  };
  return (
    <Page
      title={paymentViews[view].title}
      asOf={
        workspace &&
        `CJ as of ${workspace.sync.cjAsOf ? format.time(workspace.sync.cjAsOf, workspace.now) : '–'}`
      }
      actions={<Actions view={view} change={change} />}
      filters={
        <Views label="Views of Payments" views={Object.values(paymentViews)} at={paymentViews[view].to} />
      }
      panel={panel()}
    >
      {view === 'overview' && (
        <PaymentsOverview openId={open} onOpen={show} receiptId={receiptId} onReceipt={showReceipt} />
      )}
      {view === 'calendar' && <LockCalendar />}
      {view === 'timeline' && <CashTimeline />}
      {view === 'as-cj' && <AsCJ />}
    </Page>
  );
}

function Actions({ view, change }: { view: PaymentView; change: (changes: Parameters) => void }) {
  const exporting = useExportCalendar();
  const doing = (what: string) => () => change({ do: what, open: undefined, receipt: undefined });
  switch (view) {
    case 'overview':
      return (
        <>
          <Button onClick={doing('deposit')}>Add funds</Button>
          <Button onClick={doing('cj')}>Record CJ’s payment</Button>
          <Button variant="filled" onClick={doing('pay')}>
            Make a Payment
          </Button>
        </>
      );
    case 'calendar':
      return (
        <>
          <Button onClick={doing('settings')}>When CJ pays</Button>
          <Button variant="filled" loading={exporting.isPending} onClick={() => exporting.mutate(undefined)}>
            Export to your calendar
          </Button>
        </>
      );
    case 'timeline':
      return (
        <>
          <Button onClick={doing('settings')}>When CJ pays</Button>
          <Button variant="filled" onClick={doing('cj')}>
            Record CJ’s payment
          </Button>
        </>
      );
    case 'as-cj':
      return null;
  }
}
