import type { desktop } from '../../wailsjs/go/models';
import type { Services } from '../bindings';
import { reportChoices, valuesOf } from '../fixture/explorer';

const none: desktop.Figure = { text: '', minor: '', currency: '', missing: 'Not compared.' };

/** Figures that look like a programme's, the same for the same row and measure. */
function cell(seed: number, { unit }: desktop.ReportMeasure, compared: boolean): desktop.FigureCell {
  const whole = 20 + ((seed * 7919) % 900);
  const figure = (value: number): desktop.Figure => {
    const text = unit === 'count' || unit === 'seconds' ? `${value}` : `${value}.50`;
    return { text, minor: unit === 'money' ? `${value}50` : '', currency: '', missing: '' };
  };
  return {
    value: figure(whole),
    before: compared ? figure(whole - (seed % 2 ? 10 : -10)) : none,
    change: compared ? (seed % 2 ? '12.5' : '-3.0') : '',
  };
}

function answerTo(question: desktop.ReportQuestion, full: boolean): desktop.ReportAnswer {
  const choices = reportChoices();
  const info = <Row extends { id: string }>(rows: Row[], id: string) => rows.filter((row) => row.id === id);
  const by = question.by.flatMap((id) => info(choices.dimensions, id));
  const measures = question.measures.flatMap((id) => info(choices.measures, id));
  const compared = question.compare !== '';
  const lets = (id: string, value: desktop.ReportLabel) =>
    question.where.every(
      ({ dimension, values, not }) => dimension !== id || values.includes(value.id) !== not,
    );
  const rows = full
    ? question.by.reduce<desktop.ReportLabel[][]>(
        (lists, id) =>
          lists.flatMap((list) =>
            valuesOf(id)
              .filter((value) => lets(id, value))
              .map((value) => [...list, value]),
          ),
        [[]],
      )
    : [];
  const columns = question.across ? valuesOf(question.across) : [{ id: '', name: '' }];
  const cells = (seed: number) => measures.map((one, at) => cell(seed + at, one, compared));
  const row = (labels: desktop.ReportLabel[], seed: number): desktop.ReportRow => ({
    labels,
    before: [],
    cells: columns.map((_, at) => cells(seed * 31 + at)),
    total: cells(seed),
  });
  const made = rows.map((labels, at) => row(labels, at + 1));
  const end = question.limit ? question.offset + question.limit : undefined;
  const currencies = question.currencies.length > 0 ? question.currencies : ['USD', 'EUR'];
  return {
    period: { from: question.period.from || '2026-01-01', to: question.period.to || '2026-11-22' },
    compared: compared ? { from: '2025-11-01', to: '2025-11-22' } : { from: '', to: '' },
    zone: 'America/New_York',
    filters: [],
    by,
    measures,
    tables: currencies.map((currency) => ({
      currency,
      columns,
      rows: made.slice(question.offset, end),
      total: row([], 99),
      rowCount: made.length,
      offset: question.offset,
      rest: row([], 0),
      restRows: 0,
    })),
    notes: question.by.includes('country')
      ? [
          {
            code: 'ask_relay',
            text: 'Clicks are not known by country and member together.',
            measures: ['clicks'],
          },
        ]
      : [],
    relayAsOf: '2026-11-22T13:58:00Z',
    cjAsOf: '2026-11-22T13:00:00Z',
  };
}

/** Reports in memory. */
export function explorerService(full: boolean): Services['Explorer'] {
  const count = (value: number): desktop.Figure => ({
    text: `${value}`,
    minor: '',
    currency: '',
    missing: '',
  });
  const week = (times: number) =>
    Array.from({ length: 7 }, (_, day) => Array.from({ length: 24 }, (_, hour) => (day + 1) * hour * times));
  const period = { from: '2026-10-24', to: '2026-11-22' };
  return {
    Choices: async () => reportChoices(),
    Ask: async (question) => answerTo(question, full),
    Cancel: async () => undefined,
    Export: async ({ format }) => ({
      path: `/home/you/report.${format}`,
      rows: 5,
      hash: 'ab12',
      cancelled: false,
    }),
    Values: async ({ dimension, search, chosen }) => {
      const all = valuesOf(dimension);
      return {
        found: all.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase())),
        more: 0,
        chosen: all.filter(({ id }) => chosen.includes(id)),
      };
    },
    HeatMap: async () => ({
      period,
      clicks: week(3),
      conversions: week(1),
      clicksUnknown: '',
      noHour: 4,
      notes: [],
    }),
    Funnel: async () => ({
      period,
      notes: [],
      funnels: full
        ? [
            {
              currency: 'USD',
              steps: [
                { code: 'clicks', label: 'Clicks', count: count(9000), sales: none, share: none },
                { code: 'paid', label: 'Paid', count: count(90), sales: count(450), share: count(1) },
              ],
            },
          ]
        : [],
    }),
    Cohorts: async () =>
      full
        ? [
            {
              currency: 'USD',
              rows: [
                {
                  month: { id: '2026-10', name: 'Oct 2026' },
                  members: 4,
                  months: [4, 3].map((active) => ({
                    active,
                    conversions: active * 2,
                    sales: { minor: '5000', currency: 'USD', text: '50.00' },
                    share: count(active * 25),
                  })),
                },
              ],
            },
          ]
        : [],
    SaveChart: async ({ name, format }) => ({
      path: `/home/you/${name}.${format}`,
      rows: 1,
      hash: 'ab12',
      cancelled: false,
    }),
  };
}
