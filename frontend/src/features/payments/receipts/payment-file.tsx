import { TableMapping } from '../../../components/table-mapping';
import { useReadPaymentFile } from '../../../lib/api/cash';
import { useWorkspace } from '../../../lib/api/workspace';
import type { desktop } from '../../../wailsjs/go/models';

interface PaymentFileProps {
  file: desktop.TableView;
  onRead: (read: desktop.PaymentFileRead) => void;
  onBack: () => void;
}

/** A file of CJ's payment: which column is what, then its commissions. */
export function PaymentFile({ file, onRead, onBack }: PaymentFileProps) {
  const currency = useWorkspace().data?.currency ?? '';
  const read = useReadPaymentFile();
  return (
    <TableMapping
      table={file}
      currency={currency}
      verb="Use this file"
      pending={read.isPending}
      error={read.error}
      onSend={(form) => read.mutate(form, { onSuccess: onRead })}
      onBack={onBack}
    />
  );
}
