import { SegmentedControl, Switch } from '@mantine/core';
import { useMemo } from 'react';
import { type ColorScale, divergingScale, finiteRange, spanningScale } from '../charts/color-maps.ts';
import { formatNumber } from '../charts/number-format.ts';
import { SurfaceChart } from '../charts/surface-chart.tsx';
import { noteOf } from './note.tsx';
import type { PanelKind, PanelProps } from './panel.ts';
import classes from './panels.module.css';
import { numbersOf, type RunSample, stepNote, useRunSamples } from './sample-data.ts';
import { tileColumns } from './tile-columns.ts';
import { Tiles } from './tiles.tsx';

export const surfacePanel: PanelKind = {
  kind: 'surface',
  title: 'Critic surface',
  help: 'The critic’s value over the plane with real and generated points and its gradient, all runs on one scale. Two-dimensional data.',
  size: { width: 6, height: 8 },
  Panel: SurfacePanel,
};

const farApart = 30;

function SurfacePanel({ runs, view, options, onOptions }: PanelProps) {
  const { samples, error, isWaiting } = useRunSamples(runs, 'critic-surface', view.step);
  const isDiverging = options.map === 'diverging';
  const showsArrows = options.arrows !== 'off';
  const shared = useMemo(() => scaleOf(samples, isDiverging), [samples, isDiverging]);
  const ratio = useMemo(() => spanRatio(samples), [samples]);
  // On one scale a critic with a thousandth of another's range is a plain square: then each starts on its own, and it is said.
  const isShared = options.scale === 'shared' || (options.scale !== 'own' && ratio < farApart);
  if (samples.length === 0) {
    const words =
      runs.length === 0
        ? 'No run is switched on.'
        : noteOf(error, isWaiting, 'No critic surface recorded: it is drawn for two-dimensional data, every recording.samplesEvery steps.');
    return <div className={classes.note}>{words}</div>;
  }
  return (
    <div className={classes.stack}>
      <div className={classes.bar}>
        {samples.length > 1 ? (
          <SegmentedControl
            aria-label="Colour scale"
            data={[
              { value: 'shared', label: 'Same scale' },
              { value: 'own', label: 'Each its own' },
            ]}
            value={isShared ? 'shared' : 'own'}
            onChange={(value) => onOptions({ scale: value })}
          />
        ) : null}
        <SegmentedControl
          aria-label="Colours"
          data={[
            { value: 'spanning', label: 'Low to high' },
            { value: 'diverging', label: 'Zero fixed' },
          ]}
          value={isDiverging ? 'diverging' : 'spanning'}
          onChange={(value) => onOptions({ map: value })}
        />
        <Switch
          label="Gradients"
          checked={showsArrows}
          onChange={(event) => onOptions({ arrows: event.currentTarget.checked ? 'on' : 'off' })}
        />
      </div>
      <Tiles columns={tileColumns(samples.length)}>
        {samples.map((sample) => (
          <SurfaceTile
            ratio={ratio}
            key={sample.run.id}
            sample={sample}
            step={view.step}
            shared={isShared && samples.length > 1 ? shared : null}
            isDiverging={isDiverging}
            showsArrows={showsArrows}
          />
        ))}
      </Tiles>
    </div>
  );
}

interface TileProps {
  ratio: number;
  sample: RunSample;
  step: number | null;
  shared: ColorScale | null;
  isDiverging: boolean;
  showsArrows: boolean;
}
function SurfaceTile({ ratio, sample, step, shared, isDiverging, showsArrows }: TileProps) {
  const { run, entry, tensors } = sample;
  const own = useMemo(() => scaleOf([sample], isDiverging), [sample, isDiverging]);
  const data = useMemo(() => {
    const [rows, columns] = tensors.values?.shape ?? [0, 0];
    const region = entry.meta.region ?? { left: -1, right: 1, bottom: -1, top: 1 };
    return {
      field: { values: numbersOf(tensors, 'values'), rows, columns, region },
      real: numbersOf(tensors, 'real'),
      generated: numbersOf(tensors, 'generated'),
      gradients: numbersOf(tensors, 'gradients'),
    };
  }, [tensors, entry]);
  return (
    <SurfaceChart
      title={run.label}
      data={data}
      scale={shared ?? own}
      color={run.color}
      note={`· ${shared ? 'one scale for all' : ratio >= farApart ? `its own scale, ranges differ ${formatNumber(ratio, 2)}-fold` : 'its own scale'} · ${stepNote(entry.step, step)}`}
      showsArrows={showsArrows}
    />
  );
}

/** The widest range of critic values over the narrowest. */
function spanRatio(samples: RunSample[]): number {
  const spans = samples.map((sample) => {
    const { low, high } = finiteRange([numbersOf(sample.tensors, 'values')]);
    return high - low;
  });
  const least = Math.min(...spans.filter((span) => span > 0));
  return Number.isFinite(least) ? Math.max(...spans) / least : 1;
}

function scaleOf(samples: RunSample[], isDiverging: boolean): ColorScale {
  const values = samples.map(({ tensors }) => numbersOf(tensors, 'values'));
  return isDiverging ? divergingScale(values) : spanningScale(values);
}
