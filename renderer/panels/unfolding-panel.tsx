import { ActionIcon, NativeSelect, SegmentedControl, Slider } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { bitsOf, type Unfolding, unfoldingOf } from '../../shared/unfolding.ts';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { formatNumber } from '../charts/number-format.ts';
import { noteOf } from './note.tsx';
import type { PanelKind, PanelProps } from './panel.ts';
import classes from './panels.module.css';
import { Tiles } from './tiles.tsx';
import { RecordedMenu } from './recorded-menu.tsx';
import { picturesOf, type RunSample, stepNote, useRunSamples } from './sample-data.ts';
import { DrawnSoFar, Unexpected } from './unfolding-canvas.tsx';

export const unfoldingPanel: PanelKind = {
  kind: 'unfolding',
  title: 'One value after another',
  help: 'A picture as it is drawn pixel by pixel, with the distribution predicted for the next one.',
  size: { width: 6, height: 8 },
  Panel: UnfoldingPanel,
};

const speeds = [4, 16, 60, 240];
const ticksPerSecond = 30;

function UnfoldingPanel({ runs, view, options, onOptions }: PanelProps) {
  const { samples, error, isWaiting } = useRunSamples(runs, 'unfolding', view.step);
  if (samples.length === 0) {
    return (
      <div className={classes.note}>
        {noteOf(error, isWaiting, 'No picture was unfolded yet: it comes every recording.samplesEvery steps.')}
      </div>
    );
  }
  const count = Math.min(...samples.map(({ tensors }) => tensors.pixels?.shape[0] ?? 1));
  const picture = Math.min(Number(options.picture ?? 0), count - 1);
  return (
    <div className={classes.stack}>
      {count > 1 ? (
        <div className={classes.bar}>
          <SegmentedControl
            aria-label="Picture that is drawn"
            data={Array.from({ length: count }, (_, at) => ({ value: String(at), label: `picture ${at + 1}` }))}
            value={String(picture)}
            onChange={(value) => onOptions({ picture: value })}
          />
        </div>
      ) : null}
      <Tiles columns={samples.length}>
        {samples.map((sample) => (
          <Unfolded key={sample.run.id} sample={sample} step={view.step} picture={picture} />
        ))}
      </Tiles>
    </div>
  );
}

function Unfolded({ sample, step, picture }: { sample: RunSample; step: number | null; picture: number }) {
  const { run, entry, tensors } = sample;
  const pictures = useMemo(() => picturesOf(tensors), [tensors]);
  const unfolding = useMemo(
    () => (tensors.pixels && tensors.probabilities ? unfoldingOf(tensors.pixels, tensors.probabilities, picture) : null),
    [tensors, picture],
  );
  const bits = useMemo(() => (unfolding ? bitsOf(unfolding) : new Float32Array()), [unfolding]);
  const { at, isPlaying, toggle, go, perSecond, setPerSecond } = useDrawing(unfolding?.values ?? 0);
  if (!pictures || !unfolding) return <div className={classes.note}>This sample holds no pictures with what was predicted for them.</div>;
  const { values } = unfolding;
  const here = Math.min(at, values - 1);
  const sum = bits.subarray(0, at).reduce((total, value) => total + value, 0);
  return (
    <ChartFrame
      title={run.label}
      caption={`${at} of ${values} values drawn, ${formatNumber(sum)} bits so far${at > 0 ? `, ${formatNumber(sum / at)} a value` : ''} · ${stepNote(entry.step, step)}`}
      table={() => tableOf(unfolding, bits)}
      menu={<RecordedMenu sample={sample} moves="Save drawing as GIF" />}
    >
      <div className={classes.unfolding}>
        <DrawnSoFar pictures={pictures} picture={picture} upTo={at} label={`${run.label}: the first ${at} of ${values} values`} />
        <Unexpected pictures={pictures} bits={bits} upTo={at} label={`${run.label}: how unexpected each of ${at} values was`} />
        <Prediction unfolding={unfolding} here={here} channel={pictures.channels > 1 ? here % pictures.channels : null} />
        <div className={classes.player}>
          <ActionIcon variant="subtle" aria-label={isPlaying ? 'Pause' : 'Play'} onClick={toggle}>
            {isPlaying ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
          </ActionIcon>
          <Slider style={{ flex: 1 }} thumbLabel="Values drawn" label={null} min={0} max={values} value={at} onChange={go} />
          <NativeSelect
            aria-label="Values a second"
            value={String(perSecond)}
            data={speeds.map((speed) => ({ value: String(speed), label: `${speed} a second` }))}
            onChange={(event) => setPerSecond(Number(event.currentTarget.value))}
          />
        </div>
      </div>
    </ChartFrame>
  );
}

/** How far the picture is drawn, by hand or playing; from the end it starts anew. */
function useDrawing(values: number) {
  const [at, setAt] = useState(values);
  const [isPlaying, setPlaying] = useState(false);
  const [perSecond, setPerSecond] = useState(values > 400 ? 60 : 16);
  useEffect(() => {
    if (!isPlaying) return;
    const stride = Math.max(1, Math.round(perSecond / ticksPerSecond));
    const timer = setInterval(() => setAt((now) => Math.min(values, now + stride)), (1000 * stride) / perSecond);
    return () => clearInterval(timer);
  }, [isPlaying, values, perSecond]);
  const isDone = at >= values;
  useEffect(() => {
    if (isDone) setPlaying(false);
  }, [isDone]);
  const toggle = () => {
    if (!isPlaying && isDone) setAt(0);
    setPlaying(!isPlaying);
  };
  const go = (next: number) => {
    setPlaying(false);
    setAt(next);
  };
  return { at: Math.min(at, values), isPlaying, toggle, go, perSecond, setPerSecond };
}

const channelNames = ['red', 'green', 'blue'];

function Prediction({ unfolding, here, channel }: { unfolding: Unfolding; here: number; channel: number | null }) {
  const { levels, drawn, probabilities } = unfolding;
  const shares = Array.from(probabilities.subarray(here * levels, (here + 1) * levels), (share, level) => ({ share, level }));
  const isDrawn = (level: number) => level === drawn[here];
  return (
    <div className={classes.prediction}>
      <span className="soft">
        predicted for value {here + 1}
        {channel === null ? '' : `, ${channelNames[channel] ?? `channel ${channel + 1}`}`}
      </span>
      <div className={classes.bars} data-many={levels > 32 || undefined}>
        {shares.map(({ share, level }) => (
          <span key={level} data-drawn={isDrawn(level) || undefined} title={`level ${level}: ${formatNumber(share)}`}>
            <span style={{ height: `${100 * share}%` }} />
          </span>
        ))}
      </div>
      <span className={classes.levels}>
        <span>dark</span>
        <span>
          level {drawn[here]} drawn, p {formatNumber(shares[drawn[here]].share, 3)}
        </span>
        <span>light</span>
      </span>
    </div>
  );
}

function tableOf({ values, levels, drawn, probabilities }: Unfolding, bits: Float32Array) {
  return {
    columns: ['value', 'drawn level', 'bits', ...Array.from({ length: levels }, (_, level) => `p of level ${level}`)],
    rows: Array.from({ length: values }, (_, value) => [
      value + 1,
      drawn[value],
      bits[value],
      ...probabilities.subarray(value * levels, (value + 1) * levels),
    ]),
  };
}
