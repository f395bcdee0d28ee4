import type { desktop } from '../../wailsjs/go/models';

/** What a level of the programme is listed by. */
export type Level = 'offer' | 'member' | 'link';

/** What the figures are narrowed to: the way from the programme down. */
export interface Cut {
  offer: string;
  member: string;
}

export const levels: readonly { value: Level; label: string; one: string }[] = [
  { value: 'offer', label: 'Offers', one: 'Offer' },
  { value: 'member', label: 'Members', one: 'Member' },
  { value: 'link', label: 'Links', one: 'Link' },
];

/** The levels that a cut leaves: nobody lists offers within one offer. */
export function levelsOf(cut: Cut): typeof levels {
  return levels.filter(({ value }) => value === 'link' || cut[value] === '');
}

/** The level that an address names, or else the first below its cut. */
export function levelOf(name: string | null, cut: Cut): Level {
  const open = levelsOf(cut).map(({ value }) => value);
  return open.find((value) => value === name) ?? (open.includes('member') ? 'member' : (open[0] ?? 'link'));
}

/** The cut as reports have it. */
export function filtersOf(cut: Cut): desktop.ReportFilter[] {
  return (['offer', 'member'] as const)
    .filter((dimension) => cut[dimension] !== '')
    .map((dimension) => ({ dimension, values: [cut[dimension]], not: false }));
}

/** What one goes to from a row: the next level, or the conversions of a link. */
export function below(level: Level, id: string): Record<string, string | undefined> | undefined {
  switch (level) {
    case 'offer':
      return { offer: id, by: undefined };
    case 'member':
      return { member: id, by: 'link' };
    case 'link':
      return undefined;
  }
}

/** The question of a level. */
export function questionOf(
  level: Level,
  cut: Cut,
  asked: Pick<desktop.ReportQuestion, 'period' | 'basis' | 'asOf'>,
): desktop.ReportQuestion {
  return {
    ...asked,
    run: '',
    by: [level],
    across: '',
    where: [...filtersOf(cut), { dimension: 'member', values: [''], not: true }],
    measures: [...measures],
    currencies: [],
    compare: '',
    comparedWith: { from: '', to: '' },
    sort: { measure: 'sales', before: false, dimension: '', descending: true },
    fill: false,
    offset: 0,
    limit: 5_000,
  };
}

/** The figures of each level, the same on all of them. */
export const measures = [
  'clicks',
  'conversions',
  'cr_unique',
  'sales',
  'commission',
  'payout',
  'payout_due',
  'payout_paid',
] as const;
