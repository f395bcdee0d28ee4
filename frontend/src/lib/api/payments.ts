import { type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as Payments from '../../wailsjs/go/desktop/Payments';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { fileDialogMs, useAction } from '../use-action';

export function usePaymentsOverview(): UseQueryResult<desktop.PaymentsOverview> {
  return useQuery({ queryKey: ['payments'], queryFn: () => call(Payments.Overview) });
}

export function usePaymentPlan(): UseQueryResult<desktop.PaymentPlan> {
  return useQuery({ queryKey: ['payments', 'plan'], queryFn: () => call(Payments.Plan) });
}

export function usePayment(id: string): UseQueryResult<desktop.PaymentDetail> {
  return useQuery({ queryKey: ['payments', 'one', id], queryFn: () => call(() => Payments.Get(id)) });
}

export function useMakePayment() {
  return useAction((memberIds: string[]) => Payments.Make(memberIds), {
    done: (payment) => `Payment ${payment.row.number} made. Export its file to send the money.`,
    showsError: true,
    timeoutMs: 120_000,
  });
}

export function useExportPayment() {
  return useAction((id: string) => Payments.Export(id), {
    done: (file) => (file.cancelled ? undefined : `Payment file written: ${file.path}`),
    timeoutMs: fileDialogMs,
  });
}

export function useMarkPaid() {
  return useAction((form: desktop.PaidForm) => Payments.MarkPaid(form), {
    done: (payment) => `Payment ${payment.row.number} recorded as paid.`,
    showsError: true,
  });
}

export function useCancelPayment() {
  return useAction(({ id, reason }: { id: string; reason: string }) => Payments.Cancel(id, reason), {
    done: (payment) => `Payment ${payment.row.number} cancelled. What it covered is due again.`,
    showsError: true,
  });
}

export function useRecordReceipt() {
  return useAction((form: desktop.ReceiptForm) => Payments.RecordReceipt(form), {
    done: 'Receipt recorded.',
    showsError: true,
  });
}

export function useCancelReceipt() {
  return useAction(({ id, reason }: { id: string; reason: string }) => Payments.CancelReceipt(id, reason), {
    done: (receipt) =>
      receipt.source === 'cj' ? 'Receipt cancelled. What it settled is open again.' : 'Receipt cancelled.',
    showsError: true,
  });
}
