import { Button } from '@mantine/core';

import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { usePaymentsOverview } from '../../lib/api/payments';
import { useWorkspace } from '../../lib/api/workspace';
import { useParameters } from '../../lib/location';
import { useFormat } from '../../lib/use-format';
import { Balances } from './balances';
import { MakePaymentPanel } from './make-payment-panel';
import { PaymentPanel } from './payment-panel';
import { PaymentTable } from './payment-table';
import { ReceiptPanel } from './receipt-panel';
import { ReceiptTable } from './receipt-table';
import { Stopped } from './stopped';

/** Where the money stands, and the way to send it. */
export function PaymentsScreen() {
  const overview = usePaymentsOverview();
  const workspace = useWorkspace().data;
  const format = useFormat();
  const [parameters, change] = useParameters();
  const open = parameters.get('open') ?? undefined;
  const doing = parameters.get('do');
  const close = () => change({ open: undefined, do: undefined });
  const show = (id: string) => change({ open: id, do: undefined });

  const panel = () => {
    if (doing === 'pay') return <MakePaymentPanel onMade={show} onClose={close} />;
    if (doing === 'cj' || doing === 'deposit') {
      return <ReceiptPanel key={doing} source={doing} overview={overview.data} onClose={close} />;
    }
    if (open) return <PaymentPanel key={open} id={open} onClose={close} />;
  };
  return (
    <Page
      title="Payments Overview"
      asOf={
        workspace &&
        `CJ as of ${workspace.sync.cjAsOf ? format.time(workspace.sync.cjAsOf, workspace.now) : '–'}`
      }
      actions={
        <>
          <Button onClick={() => change({ do: 'deposit', open: undefined })}>Add funds</Button>
          <Button onClick={() => change({ do: 'cj', open: undefined })}>Record CJ’s payment</Button>
          <Button variant="filled" onClick={() => change({ do: 'pay', open: undefined })}>
            Make a Payment
          </Button>
        </>
      }
      panel={panel()}
    >
      <Loaded query={overview}>
        {(data) => (
          <>
            <Stopped reason={data.stopped} />
            <Balances overview={data} />
            <PaymentTable rows={data.payments} openId={open} onOpen={show} />
            <ReceiptTable rows={data.receipts} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
