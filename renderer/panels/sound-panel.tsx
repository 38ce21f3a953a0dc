import { ActionIcon, Menu } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import type { WireTensor } from '../../shared/safetensors.ts';
import { oneAfterAnother, writeWav } from '../../shared/wav.ts';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { useChartTokens } from '../charts/chart-tokens.ts';
import { drawSound } from '../charts/sound-drawing.ts';
import { fileName } from '../charts/table-data.ts';
import { saveFile } from '../ui/save-file.ts';
import { usePlayback } from '../ui/use-playback.ts';
import { noteOf } from './note.tsx';
import type { PanelKind, PanelProps } from './panel.ts';
import classes from './panels.module.css';
import { probeChoice } from './probe-choice.tsx';
import { RecordedMenu } from './recorded-menu.tsx';
import { numbersOf, type RunSample, stepNote, useRunSamples } from './sample-data.ts';
import { tileColumns } from './tile-columns.ts';
import { Tiles } from './tiles.tsx';

export const soundPanel: PanelKind = {
  kind: 'sound',
  title: 'Sound',
  help: 'What each run generates as sound: waveform, spectrogram, and played.',
  size: { width: 6, height: 8 },
  Panel: SoundPanel,
};

const most = 4;
const [width, height] = [600, 120];

const kinds = ['sound'] as const;

function SoundPanel({ runs, view, options, onOptions }: PanelProps) {
  const { probeOf, choice } = probeChoice({ runs, kinds, options, onOptions });
  const { samples, error, isWaiting } = useRunSamples(runs, probeOf, view.step);
  const sounds = samples.filter(({ entry }) => entry.kind === 'sound');
  if (sounds.length === 0) {
    return (
      <div className={classes.note}>{noteOf(error, isWaiting, 'No sound recorded yet: it comes every recording.samplesEvery steps.')}</div>
    );
  }
  return (
    <div className={classes.stack}>
      {choice === null ? null : <div className={classes.bar}>{choice}</div>}
      <Tiles columns={tileColumns(sounds.length)}>
        {sounds.map((sample) => (
          <Sounds key={sample.run.id} sample={sample} step={view.step} />
        ))}
      </Tiles>
    </div>
  );
}

function Sounds({ sample, step }: { sample: RunSample; step: number | null }) {
  const { run, entry, tensors } = sample;
  const waves = useMemo(() => numbersOf(tensors, 'waves'), [tensors]);
  const [count, length] = tensors.waves.shape;
  const rate = entry.meta.rate ?? 2000;
  const labels = tensors.labels?.data;
  return (
    <ChartFrame
      title={run.label}
      menu={
        <>
          <RecordedMenu sample={sample} />
          <Menu.Item onClick={() => saveSounds(tensors.waves, rate, fileName(`${run.label} step ${entry.step}`, 'wav'))}>
            Save sounds as WAV
          </Menu.Item>
        </>
      }
      caption={`${count} sounds of ${(length / rate).toFixed(2)} s at ${rate} samples a second · above the wave, below its frequencies from 0 to ${rate / 2} Hz · ${stepNote(entry.step, step)}`}
      table={() => ({
        columns: ['sample', ...Array.from({ length: count }, (_, at) => `sound ${at + 1}`)],
        rows: Array.from({ length }, (_, at) => [at, ...Array.from({ length: count }, (_, which) => waves[which * length + at])]),
      })}
    >
      <div className={classes.sounds}>
        {Array.from({ length: Math.min(count, most) }, (_, at) => at).map((at) => (
          <Sound
            key={at}
            name={`${run.label}, sound ${at + 1}`}
            wave={waves.subarray(at * length, (at + 1) * length)}
            rate={rate}
            speaker={labels ? (entry.meta.names?.[Number(labels[at])] ?? `class ${Number(labels[at]) + 1}`) : null}
          />
        ))}
      </div>
    </ChartFrame>
  );
}

function Sound({ name, wave, rate, speaker }: { name: string; wave: Float32Array; rate: number; speaker: string | null }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const tokens = useChartTokens();
  const { isPlaying, share, toggle } = usePlayback(wave, rate);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.clearRect(0, 0, width, height);
    drawSound(context, wave, { left: 0, top: 0, width, height }, { wave: tokens.text, cursor: tokens.quiet }, share);
  }, [wave, share, tokens]);
  return (
    <div className={classes.sound}>
      <ActionIcon variant="subtle" aria-label={`${isPlaying ? 'Stop' : 'Play'} ${name}`} onClick={toggle}>
        {isPlaying ? <IconPlayerStop size={16} /> : <IconPlayerPlay size={16} />}
      </ActionIcon>
      {speaker === null ? null : <span className="faint">{speaker}</span>}
      <canvas ref={canvas} width={width} height={height} role="img" aria-label={`${name}: waveform and spectrogram`} />
    </div>
  );
}

/** All of them one after another. */
function saveSounds(waves: WireTensor, rate: number, name: string): void {
  const wave = oneAfterAnother({ shape: waves.shape, data: Float32Array.from(waves.data) }, rate);
  saveFile(new Blob([writeWav(wave, rate)], { type: 'audio/wav' }), name);
}
