import { type AskedPeriod, isDay, periodText, readPeriod } from '../../lib/period';
import type { desktop } from '../../wailsjs/go/models';
import { type Compared, firstQuestion, type Question } from './question';

// A question in the address: ids in lists are parted by commas, days of a period
// by two points. Ids may hold anything, so each is escaped by itself.
//
//   rows=member,day  columns=month  show=sales,clicks  period=2026-01-01..2026-03-31
//   compare=year  where=offer:o-1,o-2;!country:DE  sort=-sales  basis=by_sale_day  asof=2026-10-31

/** The search parameters that hold a question. */
export const questionParameters = [
  'rows',
  'columns',
  'show',
  'period',
  'compare',
  'where',
  'sort',
  'basis',
  'asof',
] as const;

export type QuestionParameters = Record<(typeof questionParameters)[number], string | undefined>;

/** The address of a question; what is as at first is not in it. */
export function parametersOf(question: Question): QuestionParameters {
  const { rows, columns, measures, period, compare, where, sort, bySaleDay, asOf } = question;
  const first = firstQuestion;
  return {
    rows: same(rows, first.rows) ? undefined : list(rows),
    columns: columns || undefined,
    show: same(measures, first.measures) ? undefined : list(measures),
    period: period === first.period ? undefined : periodText(period),
    compare: compare === '' ? undefined : compareText(compare),
    where:
      where.length === 0
        ? undefined
        : where
            .map(({ dimension, values, not }) => `${not ? '!' : ''}${dimension}:${list(values)}`)
            .join(';'),
    sort: sort && `${sort.descending ? '-' : ''}${sort.key}${sort.before ? '.before' : ''}`,
    basis: bySaleDay ? 'by_sale_day' : undefined,
    asof: asOf || undefined,
  };
}

export interface ReadQuestion {
  question: Question;
  /** What of the address could not be understood, as it stands there. */
  wrong: string[];
}

/** The question of an address. What can't be asked is left out and told. */
export function readQuestion(parameters: URLSearchParams, choices: desktop.ReportChoices): ReadQuestion {
  const wrong: string[] = [];
  const read = <T>(
    name: (typeof questionParameters)[number],
    otherwise: T,
    parse: (text: string) => T | undefined,
  ): T => {
    const text = parameters.get(name);
    if (text === null || text === '') return otherwise;
    const found = parse(text);
    if (found === undefined) wrong.push(`${name}=${text}`);
    return found ?? otherwise;
  };
  const isDimension = (id: string) => choices.dimensions.some((one) => one.id === id);
  const isMeasure = (id: string) => choices.measures.some((one) => one.id === id);
  const someOf = (known: (id: string) => boolean, most: number) => (text: string) => {
    const ids = idsIn(text);
    return ids && ids.length <= most && new Set(ids).size === ids.length && ids.every(known)
      ? ids
      : undefined;
  };

  const rows = read<readonly string[]>('rows', firstQuestion.rows, someOf(isDimension, choices.maxBy));
  const measures = read<readonly string[]>(
    'show',
    firstQuestion.measures,
    someOf(isMeasure, choices.measures.length),
  );
  const columns = read('columns', '', (id) => (isDimension(id) && !rows.includes(id) ? id : undefined));
  const compare = read<Compared>('compare', '', (text) =>
    text === 'previous' || text === 'year' ? text : ownPeriod(text),
  );
  const question: Question = {
    rows,
    columns,
    measures,
    period: read<AskedPeriod>('period', firstQuestion.period, readPeriod),
    compare,
    where: read<readonly desktop.ReportFilter[]>('where', [], (text) => filters(text, isDimension)),
    bySaleDay: read('basis', false, (text) =>
      text === 'by_sale_day' ? true : text === 'as_reported' ? false : undefined,
    ),
    asOf: read('asof', '', (text) => (isDay(text) ? text : undefined)),
  };
  const sort = read<Question['sort']>('sort', undefined, (text) => {
    const [, down, key = '', before] = /^(-?)(.*?)(\.before)?$/.exec(text) ?? [];
    if (before ? !measures.includes(key) || compare === '' : ![...rows, ...measures].includes(key)) {
      return undefined;
    }
    return { key, descending: down === '-', before: before !== undefined };
  });
  return { question: sort ? { ...question, sort } : question, wrong };
}

function filters(
  text: string,
  isDimension: (id: string) => boolean,
): readonly desktop.ReportFilter[] | undefined {
  const found: desktop.ReportFilter[] = [];
  for (const part of text.split(';')) {
    const [, not, dimension = '', listed = ''] = /^(!?)([^:]*):(.*)$/s.exec(part) ?? [];
    const values = idsIn(listed);
    if (!isDimension(dimension) || !values || new Set(values).size !== values.length) return undefined;
    found.push({ dimension, values, not: not === '!' });
  }
  return found;
}

function list(ids: readonly string[]): string {
  return ids.map(encodeURIComponent).join(',');
}

function idsIn(text: string): string[] | undefined {
  try {
    return text.split(',').map(decodeURIComponent);
  } catch {
    return undefined; // a broken escape
  }
}

function compareText(compare: Exclude<Compared, ''>): string {
  return typeof compare === 'string' ? compare : periodText(compare);
}

function ownPeriod(text: string): desktop.Period | undefined {
  const period = readPeriod(text);
  return typeof period === 'string' ? undefined : period;
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, at) => id === b[at]);
}
