import { conversionsPath } from '../../lib/conversions-path';
import type { desktop } from '../../wailsjs/go/models';
import type { Question } from './question';

/** What one looks at next, from the rows of a dimension; after the last one come the conversions themselves. */
const next: Readonly<Record<string, string>> = {
  month: 'day',
  week: 'day',
  day: 'offer',
  weekday: 'hour',
  hour: 'offer',
  group: 'member',
  offer: 'member',
  member: 'link',
  country: 'member',
  device: 'member',
  browser: 'member',
  referrer: 'member',
  coupon: 'member',
  reason: 'member',
  utm_source: 'link',
  utm_medium: 'link',
  utm_campaign: 'link',
  utm_content: 'link',
  utm_term: 'link',
  customer: 'member',
};

/** The question narrowed to a row, or to all but it. */
export function narrowed(question: Question, labels: readonly desktop.ReportLabel[], not = false): Question {
  const where = question.rows.reduce<readonly desktop.ReportFilter[]>((filters, dimension, at) => {
    const label = labels[at];
    if (!label) return filters;
    const own = filters.find((filter) => filter.dimension === dimension && filter.not === not);
    if (not && own) {
      const values = [...new Set([...own.values, label.id])];
      return filters.map((filter) => (filter === own ? { ...own, values } : filter));
    }
    const others = filters.filter((filter) => filter !== own);
    return [...others, { dimension, values: [label.id], not }];
  }, question.where);
  return { ...question, where };
}

/** The next level below a row; nothing where only the conversions themselves are left. */
export function drilled(question: Question, labels: readonly desktop.ReportLabel[]): Question | undefined {
  const only = narrowed(question, labels);
  const fixed = new Set(
    only.where.filter(({ values, not }) => !not && values.length === 1).map(({ dimension }) => dimension),
  );
  let level = next[question.rows.at(-1) ?? ''];
  while (level !== undefined && (fixed.has(level) || level === question.columns)) level = next[level];
  return level === undefined ? undefined : brokenDown(only, level);
}

/** The question with other rows. */
export function brokenDown(question: Question, dimension: string): Question {
  const { sort, ...others } = question;
  const kept = sort && question.measures.includes(sort.key) ? { sort } : {};
  const columns = question.columns === dimension ? '' : question.columns;
  return { ...others, ...kept, columns, rows: [dimension] };
}

/** The address of the conversions behind a row. */
export function conversionsBehind(
  question: Question,
  labels: readonly desktop.ReportLabel[],
  period: desktop.Period,
  currency: string,
): string {
  const where = narrowed(question, labels).where.map((filter) => ({ ...filter, values: [...filter.values] }));
  return conversionsPath({ period, currency, where, noTests: true });
}
