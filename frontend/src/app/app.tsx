import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { Router } from 'wouter';

import { ErrorBoundary } from '../components/error-boundary';
import { useHashPath, useHashSearch } from '../lib/location';
import { createQueryClient } from '../lib/query-client';
import { colorScheme } from './color-scheme';
import { Frame } from './frame';
import { cssVariables, theme } from './theme';

/** The whole application: theme, queries, addresses, and the frame around the screens. */
export function App({ env = 'default' }: { env?: 'default' | 'test' }) {
  const [queries] = useState(createQueryClient);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
      env={env}
    >
      <QueryClientProvider client={queries}>
        <Router hook={useHashPath} searchHook={useHashSearch}>
          <ErrorBoundary>
            <Frame />
          </ErrorBoundary>
        </Router>
        <Notifications position="bottom-left" containerWidth={328} limit={3} transitionDuration={120} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
