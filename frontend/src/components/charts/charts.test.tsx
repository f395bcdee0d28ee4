import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { EChartsOption } from 'echarts';
import type { ReactNode } from 'react';
import { expect, it, onTestFinished, vi } from 'vitest';

import { createQueryClient } from '../../lib/query-client';
import { install } from '../../test/bindings';
import { services } from '../../test/services';
import { barOption } from './bar-chart';
import { svgOf } from './engine';
import { FunnelChart, funnelOption } from './funnel-chart';
import { HeatMapChart, heatMapOption } from './heat-map-chart';
import { type Look, lookOf, printedLook, titled } from './look';
import type { Series } from './plotted';
import { Sparkline } from './sparkline';
import { TrendChart, trendOption } from './trend-chart';

const labels = ['1 Nov', '2 Nov', '3 Nov'];
const sales: Series = {
  name: 'Sales',
  points: [{ value: 12.5, text: '$12.50' }, { text: 'not known' }, { value: 40, text: '$40.00' }],
};
const earlier: Series = {
  name: 'Sales a year before',
  earlier: true,
  points: [
    { value: 1, text: '$1.00' },
    { value: 2, text: '$2.00' },
    { value: 3, text: '$3.00' },
  ],
};
const axis = (value: number) => `${value}`;

function show(chart: ReactNode) {
  const given = services();
  onTestFinished(install(given));
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={createQueryClient()}>{chart}</QueryClientProvider>
    </MantineProvider>,
  );
  return given;
}

const kinds: [string, (look: Look) => EChartsOption][] = [
  ['trend', (look) => trendOption(look, labels, [sales, earlier], axis)],
  ['bars', (look) => barOption(look, labels, [sales, earlier], axis, false)],
  ['upright bars', (look) => barOption(look, labels, [sales], axis, true)],
  ['funnel', (look) => funnelOption(look, [{ label: labels[0] ?? '', value: 9, text: '9' }])],
  [
    'heat map',
    (look) =>
      heatMapOption(look, {
        columns: labels,
        rows: ['Mon'],
        cells: [[{ value: 1, text: '1' }]],
        short: axis,
      }),
  ],
];

it.each(kinds)('draws %s as SVG, in light, in dark and for a file', (_, option) => {
  for (const drawn of [
    option(lookOf('light', true)),
    option(lookOf('dark', false)),
    titled(option(printedLook), 'Sales by day', 'Nov 2026'),
  ]) {
    const svg = svgOf(drawn, { width: 600, height: 300 }, 'Sales & <more>');
    expect(svg).toMatch(/^<svg[^>]*><title>Sales &amp; &lt;more&gt;<\/title>/);
    expect(svg).toContain('1 Nov');
    expect(svg).not.toMatch(/NaN|undefined/);
  }
});

it('tells bars of several series apart by patterns, not by colour alone', () => {
  const one = svgOf(kinds[2]?.[1](printedLook) ?? {}, { width: 600, height: 300 }, '');
  const two = svgOf(kinds[1]?.[1](printedLook) ?? {}, { width: 600, height: 300 }, '');
  expect(one).not.toContain('<pattern');
  expect(two).toContain('<pattern');
});

it('stands still where less motion is asked for', () => {
  expect(trendOption(lookOf('light', false), labels, [sales], axis).animation).toBe(false);
});

it('is described in words, and has its numbers as a table', async () => {
  show(<TrendChart title="Sales by day" head="Day" labels={labels} series={[sales]} axis={axis} />);
  const drawn = await screen.findByRole('img', {
    name: 'Line chart over 3 points. Sales: highest $40.00 (3 Nov), lowest $12.50 (1 Nov).',
  });
  await waitFor(() => expect(drawn.querySelector('svg')).toBeTruthy());
  fireEvent.click(screen.getByRole('radio', { name: 'Table' }));
  const table = screen.getByRole('table', { name: 'Sales by day' });
  expect(within(table).getByRole('row', { name: '2 Nov not known' })).toBeTruthy();
});

it('says the strongest cell and the steps aloud', async () => {
  show(
    <>
      <HeatMapChart
        title="When"
        across="Hour"
        down="Weekday"
        columns={['00', '01']}
        rows={['Monday']}
        cells={[
          [
            { value: 0, text: '0 clicks' },
            { value: 7, text: '7 clicks' },
          ],
        ]}
        short={axis}
      />
      <FunnelChart
        title="How far"
        stages={[
          { label: 'Clicks', value: 7, text: '7' },
          { label: 'Paid', text: 'not known', note: 'ask CJ' },
        ]}
      />
    </>,
  );
  await screen.findByRole('img', { name: /^Heat map of 1 by 2.* The most: 7 clicks \(Monday, 01\)\.$/ });
  await screen.findByRole('img', { name: 'Funnel of 2 steps. Clicks: 7; Paid: not known (ask CJ).' });
});

it('saves what is drawn as a file', async () => {
  const given = show(<TrendChart title="Sales" head="Day" labels={labels} series={[sales]} axis={axis} />);
  const save = vi.spyOn(given.Explorer, 'SaveChart');
  fireEvent.click(screen.getByRole('button', { name: 'Save Sales' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Save as SVG' }));
  await waitFor(() => expect(save).toHaveBeenCalledOnce());
  expect(save.mock.calls[0]?.[0]).toMatchObject({ name: 'Sales', format: 'svg' });
  expect(save.mock.calls[0]?.[0].data).toMatch(/^<svg/);
});

it('draws a small trend with a gap where nothing is known', () => {
  const { container } = render(<Sparkline values={[1, undefined, 3, 4]} before={[1, 1, 1, 1]} />);
  const [before, now] = container.querySelectorAll('path');
  expect(before?.getAttribute('d')?.match(/M/g)).toHaveLength(1);
  expect(now?.getAttribute('d')?.match(/M/g)).toHaveLength(2);
  expect(now?.getAttribute('d')).not.toContain('NaN');
});
