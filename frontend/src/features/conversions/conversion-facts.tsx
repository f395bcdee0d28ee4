import type { Fact } from '../../components/facts';
import { Status } from '../../components/status';
import { Term } from '../../components/term';
import type { Format } from '../../lib/format';
import { isNegative, isZero } from '../../lib/money';
import type { desktop } from '../../wailsjs/go/models';
import { cjFacts } from './cj-facts';
import { ConversionStatus } from './conversion-status';

/** The facts of a conversion, in the words of the glossary. */
export function conversionFacts(row: desktop.ConversionRow, format: Format): Fact[] {
  return [
    { label: 'Status', value: <ConversionStatus of={row.status} /> },
    ...(row.reason ? [{ label: 'Reason', value: row.reason }] : []),
    { label: 'CJ status', value: <Status of={`cj:${row.cjStatus}`} /> },
    ...cjFacts(row, format),
    { label: 'Payment', value: <Status of={`pay:${row.payment}`} /> },
    { label: 'Offer', value: row.offerName },
    { label: 'Sale day', value: format.day(row.saleDay) },
    { label: 'Reported', value: format.dateTime(row.reportedAt) },
    {
      key: 'commission',
      label: <Term explanation="What CJ pays the publisher account for this sale.">Network commission</Term>,
      value: <span className="num">{format.money(row.networkCommission)}</span>,
    },
    {
      key: 'payout',
      label: <Term explanation="What the member earns on this conversion.">Payout</Term>,
      value: (
        <>
          <span className="num">{format.money(row.payout)}</span>
          {!isZero(row.adjusted) && (
            <span className="dim">
              {' '}
              · {format.money(row.adjusted)} {isNegative(row.adjusted) ? 'taken off' : 'added'} by hand
            </span>
          )}
        </>
      ),
    },
    ...(row.claimedBy
      ? [{ label: 'Claimed, too', value: `${row.claimedBy} has a link or promo code in this order, too.` }]
      : []),
    { label: 'Order id', value: row.orderId ? <span className="mono">{row.orderId}</span> : '–' },
    ...(row.promoCode
      ? [
          {
            key: 'promo',
            label: (
              <Term explanation="What the shopper typed at the checkout. No click is known, so no member is credited.">
                Promo code
              </Term>
            ),
            value: <span className="mono">{row.promoCode}</span>,
          },
        ]
      : []),
    {
      key: 'click',
      label: (
        <Term explanation="Our id of the click. CJ carries it as SID and returns it with the sale.">
          Click id
        </Term>
      ),
      value: <span className="mono">{row.clickId || '–'}</span>,
    },
  ];
}
