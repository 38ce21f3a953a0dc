import { useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useRunList } from '../queries.ts';
import { links } from '../routes.tsx';
import { strings } from '../strings.ts';
import { keySheet } from '../keys.ts';
import { recentRuns } from './run-events.tsx';
import { StatusGlyph } from './status-glyph.tsx';
import { startTour } from './tour.tsx';
import { undoLast } from './undo.tsx';
import { usePageCommands } from './page-commands.ts';
import { runTitle } from './run-title.ts';

export function openPalette(): void {
  spotlight.open();
}

/** Commands of the studio, commands of the page, and runs by name. */
export function CommandPalette({ onKeys }: { onKeys: () => void }) {
  const [, navigate] = useLocation();
  const [query, setQuery] = useState('');
  const { setColorScheme } = useMantineColorScheme();
  const searched = { ...recentRuns, query: query.trim(), limit: 12 };
  const { data } = useRunList(query.trim() === '' ? recentRuns : searched);
  const pageCommands = usePageCommands((store) => store.commands);
  const command = (label: string, onClick: () => void, key = ''): SpotlightActionData & { label: string } => ({
    id: `command ${label}`,
    label,
    onClick,
    rightSection: key ? <kbd className="faint">{key}</kbd> : undefined,
  });
  const commands = [
    ...pageCommands.map(({ label, run, key }) => command(label, run, key)),
    command(strings.places.newRun, () => navigate(links.newRun()), 'N'),
    command(strings.places.importRuns, () => navigate(links.importRuns()), 'I'),
    command('Go to runs', () => navigate(links.runs()), 'G R'),
    command('Go to compare', () => navigate(links.compare()), 'G C'),
    command('Go to latents', () => navigate(links.latents()), 'G L'),
    command('Go to data', () => navigate(links.data()), 'G D'),
    command('Go to laboratories', () => navigate(links.labs()), 'G B'),
    command('Go to settings', () => navigate(links.settings()), 'G S'),
    command(strings.tour.offer, startTour),
    command('Undo the last change', () => void undoLast(), 'Z'),
    command('Theme: dark', () => setColorScheme('dark')),
    command('Theme: light', () => setColorScheme('light')),
    command('Theme: as the system', () => setColorScheme('auto')),
    command(`Show the ${keySheet.length} groups of keys`, onKeys, '?'),
  ].filter((entry) => query.trim() === '' || entry.label.toLowerCase().includes(query.trim().toLowerCase()));
  const runs = (data?.runs ?? []).slice(0, 12).map((run) => ({
    id: `run ${run.id}`,
    label: runTitle(run),
    description: `${run.config.recipe} on ${run.config.dataset.name}`,
    leftSection: <StatusGlyph status={run.status} />,
    onClick: () => navigate(links.run(run.id)),
  }));
  return (
    <Spotlight
      shortcut={null}
      actions={[
        { group: strings.palette.runs, actions: query.trim() === '' ? runs.slice(0, 5) : runs },
        { group: strings.palette.commands, actions: commands },
      ]}
      filter={(_, actions) => actions}
      query={query}
      onQueryChange={setQuery}
      nothingFound={strings.palette.nothing}
      searchProps={{ placeholder: strings.palette.placeholder, 'aria-label': strings.palette.open }}
      attributes={{ content: { 'aria-label': strings.palette.open } }}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      transitionProps={{ duration: 0 }}
      scrollable
      maxHeight={420}
    />
  );
}
