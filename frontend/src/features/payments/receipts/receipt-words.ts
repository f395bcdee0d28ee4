import type { desktop } from '../../../wailsjs/go/models';

/** What a receipt is called. */
export function sourceWords(receipt: desktop.ReceiptRow): string {
  return receipt.source === 'cj' ? 'CJ’s payment' : 'Added funds';
}
