import { type AskedPeriod, daysOf } from '../../lib/period';
import type { desktop } from '../../wailsjs/go/models';

/** With which earlier period figures are compared. */
export type Compared = '' | 'previous' | 'year' | desktop.Period;

export interface QuestionSort {
  /** A measure or a row's dimension. */
  key: string;
  descending: boolean;
  /** By the figure of the period compared with. */
  before: boolean;
}

/** What a person asks; all of it stands in the address. */
export interface Question {
  rows: readonly string[];
  /** Empty for none. */
  columns: string;
  measures: readonly string[];
  period: AskedPeriod;
  compare: Compared;
  where: readonly desktop.ReportFilter[];
  sort?: QuestionSort;
  bySaleDay: boolean;
  /** The day whose knowledge counts; empty is now. */
  asOf: string;
}

/** What the screen opens with. */
export const firstQuestion: Question = {
  rows: ['member'],
  columns: '',
  measures: ['clicks', 'conversions', 'sales', 'commission', 'payout', 'cr'],
  period: 'last-30-days',
  compare: '',
  where: [],
  bySaleDay: false,
  asOf: '',
};

type Clock = { now: string; timeZone: string } | undefined;

/** The question as the Go side takes it. */
export function asked(question: Question, choices: desktop.ReportChoices, clock: Clock) {
  const { rows, columns, measures, compare, where, sort, bySaleDay, asOf } = question;
  const byMeasure = sort !== undefined && measures.includes(sort.key);
  const [only] = rows;
  const kind = choices.dimensions.find(({ id }) => id === only)?.kind;
  return {
    run: '',
    period: daysOf(question.period, clock),
    basis: bySaleDay ? 'by_sale_day' : 'as_reported',
    asOf,
    by: [...rows],
    across: columns,
    where: where.map((filter) => ({ ...filter, values: [...filter.values] })),
    measures: [...measures],
    currencies: [],
    compare: typeof compare === 'string' ? compare : 'period',
    comparedWith: typeof compare === 'string' ? { from: '', to: '' } : compare,
    sort: {
      measure: byMeasure ? sort.key : '',
      before: byMeasure && sort.before && compare !== '',
      dimension: sort && !byMeasure ? sort.key : '',
      descending: sort?.descending ?? false,
    },
    // Days without anything belong into a list of days.
    fill: rows.length === 1 && kind !== 'listed',
    offset: 0,
    limit: 0,
  } satisfies desktop.ReportQuestion;
}
