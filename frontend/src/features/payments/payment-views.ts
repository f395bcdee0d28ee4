/** The views of Payments, by the name that their address has. */
export const paymentViews = {
  overview: { title: 'Payments Overview', label: 'Overview', to: '/payments' },
  calendar: { title: 'Lock calendar', label: 'Lock calendar', to: '/payments?view=calendar' },
  timeline: { title: 'Cash timeline', label: 'Cash timeline', to: '/payments?view=timeline' },
  'as-cj': { title: 'As CJ sees it', label: 'As CJ sees it', to: '/payments?view=as-cj' },
} as const;

export type PaymentView = keyof typeof paymentViews;

/** The view that an address names; without one, the overview. */
export function paymentView(name: string | null): PaymentView {
  return name !== null && name in paymentViews ? (name as PaymentView) : 'overview';
}
