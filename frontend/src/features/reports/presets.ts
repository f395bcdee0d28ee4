import { firstQuestion, type Question } from './question';

/** What the screen shows: an answer as a table, or one of the charts that have a form of their own. */
export const screenViews = ['table', 'heat-map', 'funnel', 'cohorts'] as const;
export type ScreenView = (typeof screenViews)[number];

export interface Preset {
  name: string;
  /** What it tells, in a sentence. */
  tells: string;
  view: ScreenView;
  question: Question;
}

const sale = ['clicks', 'conversions', 'sales', 'commission', 'payout', 'cr'];

function cut(name: string, tells: string, changes: Partial<Question>): Preset {
  return { name, tells, view: 'table', question: { ...firstQuestion, ...changes } };
}

function chart(name: string, tells: string, view: ScreenView): Preset {
  return { name, tells, view, question: firstQuestion };
}

/** Questions that managers ask first. */
export const presets: readonly Preset[] = [
  cut('By member', 'What each member brought and earned.', { rows: ['member'], measures: sale }),
  cut('By offer', 'How offers do beside one another.', {
    rows: ['offer'],
    measures: [...sale, 'margin', 'reversal_rate'],
  }),
  cut('By link', 'Which links bring clicks and sales.', {
    rows: ['link'],
    measures: ['clicks', 'unique_clicks', 'conversions', 'sales', 'payout', 'cr', 'epc'],
  }),
  cut('By promo code', 'Sales by the code that shoppers typed.', {
    rows: ['coupon'],
    measures: ['conversions', 'sales', 'commission', 'payout', 'aov'],
  }),
  cut('By month', 'How the programme goes, beside the year before.', {
    rows: ['month'],
    measures: [...sale, 'margin'],
    period: 'all-time',
    compare: 'year',
  }),
  cut('By country', 'Where shoppers are.', { rows: ['country'], measures: sale }),
  cut('Click quality', 'Why clicks were rejected.', {
    rows: ['reason'],
    measures: ['gross_clicks', 'rejected_clicks'],
  }),
  cut('New and returning', 'Whether shoppers had bought before.', {
    rows: ['customer'],
    measures: ['conversions', 'sales', 'payout', 'aov', 'reversal_rate'],
  }),
  chart('Weekdays and hours', 'When people click and buy.', 'heat-map'),
  chart('From click to payment', 'How many clicks become paid sales.', 'funnel'),
  chart('Members by first month', 'Whether members go on selling.', 'cohorts'),
];
