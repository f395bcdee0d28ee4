/** The kinds of accounts in the order in which they are shown, in words, and the side on which they grow. */
export const kinds: Readonly<Record<string, { title: string; grows: 'debit' | 'credit' }>> = {
  asset: { title: 'What you have (assets)', grows: 'debit' },
  liability: { title: 'What you owe (liabilities)', grows: 'credit' },
  income: { title: 'What you earned (income)', grows: 'credit' },
  expense: { title: 'What it cost (expenses)', grows: 'debit' },
  equity: { title: 'What you put in (equity)', grows: 'credit' },
};
