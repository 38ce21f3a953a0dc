import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SampleKind } from '../../shared/measurement.ts';
import type { PanelOptions, PanelRun } from './panel.ts';

interface Asked {
  runs: PanelRun[];
  kinds: readonly SampleKind[];
  options: PanelOptions;
  onOptions: (patch: PanelOptions) => void;
}

/**
 * Which probe's samples a panel shows. Ganymede's own are called `samples`; other tools name what they log as they please, so a run without
 * the chosen one shows the first of its own.
 */
export function probeChoice({ runs, kinds, options, onOptions }: Asked): { probeOf: (run: PanelRun) => string; choice: ReactNode } {
  const namesOf = ({ detail }: PanelRun) => [
    ...new Set(detail.probes.filter(({ kind }) => kinds.includes(kind)).map(({ probe }) => probe)),
  ];
  const names = [...new Set(runs.flatMap(namesOf))];
  const usual = names.includes('samples') ? 'samples' : (names[0] ?? 'samples');
  const chosen = options.probe !== undefined && names.includes(options.probe) ? options.probe : usual;
  const probeOf = (run: PanelRun) => {
    const own = namesOf(run);
    return own.includes(chosen) ? chosen : (own[0] ?? chosen);
  };
  if (names.length < 2) return { probeOf, choice: null };
  const choose = (probe: string) => onOptions({ probe });
  return {
    probeOf,
    choice: <NativeSelect aria-label="What is shown" data={names} value={chosen} onChange={(event) => choose(event.currentTarget.value)} />,
  };
}
