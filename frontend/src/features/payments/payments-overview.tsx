import { Loaded } from '../../components/loaded';
import { usePaymentsOverview } from '../../lib/api/payments';
import { Balances } from './balances';
import { PaymentTable } from './payment-table';
import { ReceiptTable } from './receipts/receipt-table';
import { Stopped } from './stopped';

interface PaymentsOverviewProps {
  openId?: string;
  onOpen: (id: string) => void;
  receiptId?: string;
  onReceipt: (id: string) => void;
}

/** Where the money stands, what was paid and what came in. */
export function PaymentsOverview({ openId, onOpen, receiptId, onReceipt }: PaymentsOverviewProps) {
  const overview = usePaymentsOverview();
  return (
    <Loaded query={overview}>
      {(data) => (
        <>
          <Stopped reason={data.stopped} />
          <Balances overview={data} />
          <PaymentTable rows={data.payments} openId={openId} onOpen={onOpen} />
          <ReceiptTable rows={data.receipts} openId={receiptId} onOpen={onReceipt} />
        </>
      )}
    </Loaded>
  );
}
