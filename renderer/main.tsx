import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './app.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { live } from './live.ts';
import { followChanges, queryClient } from './queries.ts';
import { cssVariables, theme } from './theme.ts';
import { Frame } from './ui/frame.tsx';

// zod would try `eval` once to see whether it may; the page's policy forbids it.
z.config({ jitless: true });

const schemes = localStorageColorSchemeManager({ key: 'ganymede-theme' });
live.start();
followChanges();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id root.');
createRoot(root).render(
  <MantineProvider theme={theme} cssVariablesResolver={cssVariables} colorSchemeManager={schemes} defaultColorScheme="auto">
    <QueryClientProvider client={queryClient}>
      <Frame />
      <Notifications position="bottom-right" limit={4} transitionDuration={0} />
    </QueryClientProvider>
  </MantineProvider>,
);
