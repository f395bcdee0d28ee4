import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { expect, it, onTestFinished } from 'vitest';

import { everything } from '../../lib/chosen';
import { conversionCut } from '../../lib/conversions-path';
import { asPaged } from '../../lib/paged-rows';
import { createQueryClient } from '../../lib/query-client';
import { install } from '../../test/bindings';
import { conversions } from '../../test/fixture/conversions';
import { usd } from '../../test/fixture/money';
import { services } from '../../test/services';
import type { desktop } from '../../wailsjs/go/models';
import { DecideBar } from './decide-bar';

const row = { ...(conversions()[0] as desktop.ConversionRow), payout: usd(1_000) };

function bar(total: number): HTMLElement {
  onTestFinished(install(services()));
  const twice = { ...asPaged([row, row]), total };
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={createQueryClient()}>
        <DecideBar
          list={twice}
          filter={{ ...conversionCut(new URLSearchParams()), period: { from: '', to: '' } }}
          selection={{ chosen: everything, onChange: () => undefined }}
        />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return screen.getByRole('region', { name: 'Chosen conversions' });
}

it('sums a conversion once that two pages have', () => {
  expect(bar(1).textContent).toContain('$10.00 of payouts');
});

it('decides by the filter while one of all is not here', () => {
  const text = bar(2).textContent;
  expect(text).toContain('2 conversions chosen');
  expect(text).not.toContain('of payouts');
});
