import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { DepthChart, type DepthLine } from '../charts/depth-chart.tsx';
import { nearestRow } from '../charts/step-rows.ts';
import { noteOf } from './note.tsx';
import type { PanelKind, PanelProps } from './panel.ts';
import classes from './panels.module.css';
import { useCurves } from './use-curves.ts';

export const depthPanel: PanelKind = {
  kind: 'depth',
  title: 'Gradient norm by depth',
  help: 'The mean norm of the gradient at each layer: level, vanishing or exploding, and by what factor a layer.',
  size: { width: 6, height: 7 },
  Panel: DepthPanel,
};
const prefix = 'gradient-depth/';
const wholeRange = { axis: 'step' as const, range: null };

function DepthPanel({ runs, view, options, onOptions }: PanelProps) {
  const networks = useMemo(
    () => [
      ...new Set(
        runs.flatMap(({ detail }) =>
          detail.series.filter(({ key }) => key.startsWith(prefix)).map(({ key }) => key.slice(prefix.length).split('/')[0]),
        ),
      ),
    ],
    [runs],
  );
  // Critic and discriminator are the same place in the game, so runs of both can be laid over each other.
  const network = options.network ?? 'judge';
  const wanted = useMemo(() => (network === 'judge' ? networks.filter((name) => name !== 'generator') : [network]), [network, networks]);
  const series = useMemo(
    () =>
      runs.flatMap(({ id, detail }) =>
        detail.series
          .filter(({ key }) => wanted.some((name) => key.startsWith(`${prefix}${name}/`)))
          .map(({ key }) => ({ run: id, key, start: 0 }))
          .sort((a, b) => a.key.localeCompare(b.key)),
      ),
    [runs, wanted],
  );
  const state = useCurves(series, wholeRange, 512);
  const lines = useMemo(
    () =>
      runs.flatMap((run): DepthLine[] => {
        const curves = state.curves.filter((curve) => curve.run === run.id && curve.steps.length > 0);
        if (curves.length === 0) return [];
        const step = curves[0].steps[nearestRow(curves[0].steps, view.step)];
        return [
          {
            run: run.id,
            label: run.label,
            color: run.color,
            dash: run.dash,
            step,
            layers: curves.map(({ key }) => key.split('/').slice(2).join('/').replace(/^\d+-/, '')),
            norms: curves.map((curve) => curve.values[nearestRow(curve.steps, step)]),
          },
        ];
      }),
    [runs, state.curves, view.step],
  );
  const none =
    series.length === 0 ? 'No gradient norms by depth recorded yet: they come every recording.distributionsEvery steps.' : undefined;
  const empty = noteOf(state.error, state.isWaiting && series.length > 0, none);
  return (
    <div className={classes.stack}>
      <div className={classes.pictures}>
        <DepthChart
          title="Gradient norm by depth"
          lines={lines}
          empty={empty}
          actions={
            networks.includes('generator') ? (
              <Select
                aria-label="Network"
                w={104}
                styles={{ input: { height: 22, minHeight: 22 } }}
                allowDeselect={false}
                data={[
                  { value: 'judge', label: 'critic' },
                  { value: 'generator', label: 'generator' },
                ]}
                value={network}
                onChange={(value) => value && onOptions({ network: value })}
              />
            ) : null
          }
        />
      </div>
    </div>
  );
}
