import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { PicturePair } from '../charts/picture-pair.tsx';
import { PointsChart, regionOf } from '../charts/points-chart.tsx';
import { SamplesChart } from '../charts/samples-chart.tsx';
import { noteOf } from './note.tsx';
import type { PanelKind, PanelProps } from './panel.ts';
import classes from './panels.module.css';
import { PointsOnLine } from './points-on-line.tsx';
import { probeChoice } from './probe-choice.tsx';
import { RecordedMenu } from './recorded-menu.tsx';
import { numbersOf, picturesOf, type RunSample, stepNote, useRunSamples } from './sample-data.ts';
import { tileColumns } from './tile-columns.ts';
import { Tiles } from './tiles.tsx';

export const samplesPanel: PanelKind = {
  kind: 'samples',
  title: 'Samples',
  help: 'What each run generates from the same latents, side by side at the page’s step, or two laid over each other.',
  size: { width: 6, height: 8 },
  Panel: SamplesPanel,
};

const kinds = ['pictures', 'points'] as const;

function SamplesPanel({ runs, view, options, onOptions }: PanelProps) {
  const { probeOf, choice } = probeChoice({ runs, kinds, options, onOptions });
  const { samples, error, isWaiting } = useRunSamples(runs, probeOf, view.step);
  const region = useMemo(
    () =>
      regionOf(
        samples
          .filter(({ entry }) => entry.kind === 'points')
          .flatMap(({ tensors }) => [numbersOf(tensors, 'real'), numbersOf(tensors, 'generated')]),
      ),
    [samples],
  );
  const pair = samples.flatMap(({ run, tensors }) => {
    const pictures = picturesOf(tensors);
    return pictures ? [{ label: run.label, pictures }] : [];
  });
  const isPair = options.form === 'pair' && pair.length >= 2;
  if (samples.length === 0) return <div className={classes.note}>{emptyWords(runs.length, error, isWaiting)}</div>;
  return (
    <div className={classes.stack}>
      {pair.length >= 2 || choice !== null ? (
        <div className={classes.bar}>
          {choice}
          {pair.length >= 2 ? (
            <SegmentedControl
              aria-label="How samples are compared"
              data={[
                { value: 'side', label: 'Side by side' },
                { value: 'pair', label: 'First two over each other' },
              ]}
              value={isPair ? 'pair' : 'side'}
              onChange={(value) => onOptions({ form: value })}
            />
          ) : null}
        </div>
      ) : null}
      {isPair ? (
        <div className={classes.pictures}>
          <PicturePair title={`${pair[0].label} against ${pair[1].label}`} first={pair[0]} second={pair[1]} />
        </div>
      ) : (
        <Tiles columns={tileColumns(samples.length)}>
          {samples.map((sample) => (
            <SampleTile key={sample.run.id} sample={sample} step={view.step} region={region} />
          ))}
        </Tiles>
      )}
    </div>
  );
}

function SampleTile({ sample, step, region }: { sample: RunSample; step: number | null; region: ReturnType<typeof regionOf> }) {
  const { run, entry, tensors } = sample;
  const drawn = useMemo(
    () => ({ pictures: picturesOf(tensors), real: numbersOf(tensors, 'real'), generated: numbersOf(tensors, 'generated') }),
    [tensors],
  );
  const note = `· ${stepNote(entry.step, step)}`;
  if (drawn.pictures)
    return (
      <SamplesChart
        title={run.label}
        pictures={drawn.pictures}
        note={note}
        menu={<RecordedMenu sample={sample} />}
        {...(run.detail.run.origin === null ? {} : { latents: '' })}
      />
    );
  if (tensors.real?.shape[1] === 1) return <PointsOnLine run={run} real={drawn.real} generated={drawn.generated} step={entry.step} />;
  return <PointsChart title={run.label} real={drawn.real} generated={drawn.generated} region={region} color={run.color} note={note} />;
}

function emptyWords(runs: number, error: unknown, isWaiting: boolean): ReactNode {
  if (runs === 0) return 'No run is switched on.';
  return noteOf(error, isWaiting, 'No samples recorded yet: they come every recording.samplesEvery steps.');
}
