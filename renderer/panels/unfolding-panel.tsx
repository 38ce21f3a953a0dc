import { ActionIcon, Slider } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { formatNumber } from '../charts/number-format.ts';
import { type Pictures, picturePixels } from '../charts/pictures.ts';
import { errorSentence } from '../ui/problem.tsx';
import type { PanelKind, PanelProps } from './panel.ts';
import classes from './panels.module.css';
import { numbersOf, picturesOf, type RunSample, stepNote, useRunSamples } from './sample-data.ts';
import { bitsUpTo, levelOf } from './unfolding.ts';

export const unfoldingPanel: PanelKind = {
  kind: 'unfolding',
  title: 'One value after another',
  help: 'A picture as it is drawn pixel by pixel, with the distribution predicted for the next one.',
  size: { width: 6, height: 8 },
  Panel: UnfoldingPanel,
};

const perSecond = 40;

function UnfoldingPanel({ runs, view }: PanelProps) {
  const { samples, error, isWaiting } = useRunSamples(runs, 'unfolding', view.step);
  if (samples.length === 0) {
    return (
      <p className={classes.note}>
        {error ? errorSentence(error) : isWaiting ? '' : 'No picture was unfolded yet: it comes every recording.samplesEvery steps.'}
      </p>
    );
  }
  return (
    <div className={classes.tiles} style={{ height: '100%', gridTemplateColumns: `repeat(${samples.length}, minmax(0, 1fr))` }}>
      {samples.map((sample) => (
        <Unfolding key={sample.run.id} sample={sample} step={view.step} />
      ))}
    </div>
  );
}

function Unfolding({ sample, step }: { sample: RunSample; step: number | null }) {
  const { run, entry, tensors } = sample;
  const pictures = useMemo(() => picturesOf(tensors), [tensors]);
  const probabilities = useMemo(() => numbersOf(tensors, 'probabilities'), [tensors]);
  const levels = tensors.probabilities?.shape[2] ?? 2;
  const values = pictures ? pictures.width * pictures.height : 0;
  const [at, setAt] = useState(values);
  const [isPlaying, setPlaying] = useState(false);
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => setAt((now) => (now >= values ? 0 : now + 1)), 1000 / perSecond);
    return () => clearInterval(timer);
  }, [isPlaying, values]);
  if (!pictures) return <p className={classes.note}>This sample holds no pictures.</p>;
  const here = Math.min(at, values - 1);
  const predicted = probabilities.subarray(here * levels, (here + 1) * levels);
  const drawn = levelOf(pictures.data[here * pictures.channels], levels);
  const bits = bitsUpTo(probabilities, pictures, levels, at);
  return (
    <ChartFrame
      title={run.label}
      caption={`${at} of ${values} values drawn, ${formatNumber(bits)} bits so far${at > 0 ? `, ${formatNumber(bits / at)} a value` : ''} · ${stepNote(entry.step, step)}`}
      table={() => ({
        columns: ['value', 'drawn level', ...Array.from({ length: levels }, (_, level) => `p of level ${level}`)],
        rows: Array.from({ length: values }, (_, value) => [
          value + 1,
          levelOf(pictures.data[value * pictures.channels], levels),
          ...probabilities.subarray(value * levels, (value + 1) * levels),
        ]),
      })}
    >
      <div className={classes.unfolding}>
        <Canvas pictures={pictures} upTo={at} label={`${run.label}: the first ${at} of ${values} pixels`} />
        <div className={classes.prediction}>
          <span className="soft">predicted for value {here + 1}</span>
          <div className={classes.bars}>
            {Array.from(predicted, (share, level) => ({ share, level })).map(({ share, level }) => (
              <span key={level} data-drawn={level === drawn || undefined} title={`level ${level}: ${formatNumber(share)}`}>
                <span style={{ height: `${100 * share}%` }} />
              </span>
            ))}
          </div>
          <span className="faint">marked: the one that was drawn</span>
        </div>
        <div className={classes.player}>
          <ActionIcon variant="subtle" aria-label={isPlaying ? 'Pause' : 'Play'} onClick={() => setPlaying(!isPlaying)}>
            {isPlaying ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
          </ActionIcon>
          <Slider
            style={{ flex: 1 }}
            thumbLabel="Values drawn"
            label={null}
            min={0}
            max={values}
            value={at}
            onChange={(next) => {
              setPlaying(false);
              setAt(next);
            }}
          />
        </div>
      </div>
    </ChartFrame>
  );
}

function Canvas({ pictures, upTo, label }: { pictures: Pictures; upTo: number; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const pixels = picturePixels(pictures, 0);
    for (let at = upTo; at < pictures.width * pictures.height; at += 1) pixels[4 * at + 3] = 0;
    context.putImageData(new ImageData(pixels, pictures.width, pictures.height), 0, 0);
  }, [pictures, upTo]);
  return <canvas ref={canvas} className={classes.unfolded} width={pictures.width} height={pictures.height} role="img" aria-label={label} />;
}
