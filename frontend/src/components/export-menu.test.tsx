import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { expect, it, onTestFinished, vi } from 'vitest';

import { createQueryClient } from '../lib/query-client';
import { install } from '../test/bindings';
import { services } from '../test/services';
import type { desktop } from '../wailsjs/go/models';
import { ExportMenu } from './export-menu';

const question = { by: ['member'], measures: ['sales'] } as desktop.ReportQuestion;

it('exports what is asked in each format, and says where', async () => {
  const given = services();
  const exported = vi.spyOn(given.Explorer, 'Export');
  onTestFinished(install(given));
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={createQueryClient()}>
        <ExportMenu question={question} title="Mine" />
        <Notifications />
      </QueryClientProvider>
    </MantineProvider>,
  );
  for (const [label, format] of [
    ['Excel', 'xlsx'],
    ['CSV', 'csv'],
    ['PDF', 'pdf'],
  ]) {
    fireEvent.click(await screen.findByRole('button', { name: 'Export' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: new RegExp(`^${label}`) }));
    await waitFor(() => expect(exported).toHaveBeenLastCalledWith({ question, title: 'Mine', format }));
    expect(await screen.findByText(`Report written: /home/you/report.${format}`)).toBeTruthy();
  }
});
