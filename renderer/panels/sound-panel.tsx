import { ActionIcon } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { decibels, spectrogram } from '../../shared/spectrum.ts';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { useChartTokens } from '../charts/chart-tokens.ts';
import { errorSentence } from '../ui/problem.tsx';
import { showError } from '../ui/undo.tsx';
import type { PanelKind, PanelProps } from './panel.ts';
import classes from './panels.module.css';
import { RecordedMenu } from './recorded-menu.tsx';
import { numbersOf, type RunSample, stepNote, useRunSamples } from './sample-data.ts';
import { tileColumns } from './tile-columns.ts';

export const soundPanel: PanelKind = {
  kind: 'sound',
  title: 'Sound',
  help: 'What each run generates as sound: waveform, spectrogram, and played.',
  size: { width: 6, height: 8 },
  Panel: SoundPanel,
};

const most = 4;

function SoundPanel({ runs, view }: PanelProps) {
  const { samples, error, isWaiting } = useRunSamples(runs, 'samples', view.step);
  const sounds = samples.filter(({ entry }) => entry.kind === 'sound');
  if (sounds.length === 0) {
    return (
      <p className={classes.note}>
        {error ? errorSentence(error) : isWaiting ? '' : 'No sound recorded yet: it comes every recording.samplesEvery steps.'}
      </p>
    );
  }
  return (
    <div className={classes.tiles} style={{ height: '100%', gridTemplateColumns: `repeat(${tileColumns(sounds.length)}, minmax(0, 1fr))` }}>
      {sounds.map((sample) => (
        <Sounds key={sample.run.id} sample={sample} step={view.step} />
      ))}
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
      menu={<RecordedMenu sample={sample} />}
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
            speaker={labels ? Number(labels[at]) : null}
          />
        ))}
      </div>
    </ChartFrame>
  );
}

function Sound({ name, wave, rate, speaker }: { name: string; wave: Float32Array; rate: number; speaker: number | null }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const tokens = useChartTokens();
  const { isPlaying, share, toggle } = usePlayback(wave, rate);
  useEffect(() => {
    if (canvas.current) draw(canvas.current, wave, share, { wave: tokens.text, ground: tokens.background, cursor: tokens.quiet });
  }, [wave, share, tokens]);
  return (
    <div className={classes.sound}>
      <ActionIcon variant="subtle" aria-label={`${isPlaying ? 'Stop' : 'Play'} ${name}`} onClick={toggle}>
        {isPlaying ? <IconPlayerStop size={16} /> : <IconPlayerPlay size={16} />}
      </ActionIcon>
      {speaker === null ? null : <span className="faint">class {speaker + 1}</span>}
      <canvas ref={canvas} width={600} height={120} role="img" aria-label={`${name}: waveform and spectrogram`} />
    </div>
  );
}

/** Plays by the page's own audio; a rate that it can’t take is carried to one that it can by repeating samples. */
function usePlayback(wave: Float32Array, rate: number) {
  const [started, setStarted] = useState<{ stop(): void; at: number; context: AudioContext } | null>(null);
  const [share, setShare] = useState(0);
  useEffect(() => {
    if (!started) return;
    let frame = requestAnimationFrame(function follow() {
      setShare(Math.min(1, ((started.context.currentTime - started.at) * rate) / wave.length));
      frame = requestAnimationFrame(follow);
    });
    return () => {
      cancelAnimationFrame(frame);
      started.stop();
      setShare(0);
    };
  }, [started, wave, rate]);
  const toggle = () => {
    if (started) return setStarted(null);
    try {
      const context = new AudioContext();
      const repeat = Math.max(1, Math.ceil(8000 / rate));
      const buffer = context.createBuffer(1, wave.length * repeat, rate * repeat);
      buffer.getChannelData(0).set(Float32Array.from({ length: wave.length * repeat }, (_, at) => wave[Math.floor(at / repeat)]));
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.connect(context.destination);
      source.onended = () => setStarted(null);
      source.start();
      setStarted({
        at: context.currentTime,
        context,
        stop: () => {
          source.onended = null;
          void context.close();
        },
      });
    } catch (error) {
      showError(error);
    }
  };
  return { isPlaying: started !== null, share, toggle };
}

function draw(
  canvas: HTMLCanvasElement,
  wave: Float32Array,
  share: number,
  colors: { wave: string; ground: string; cursor: string },
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { width, height } = canvas;
  const half = height / 2;
  context.clearRect(0, 0, width, height);
  context.beginPath();
  for (let at = 0; at < wave.length; at += 1) context.lineTo((at / wave.length) * width, half / 2 - (wave[at] * half) / 2.1);
  context.strokeStyle = colors.wave;
  context.stroke();
  const size = wave.length >= 512 ? 128 : 64;
  const frames = spectrogram(wave, size, size / 4);
  // Sixty decibels below the loudest is nothing.
  const loudness = decibels(frames);
  const bins = size / 2 + 1;
  context.fillStyle = colors.wave;
  loudness.forEach((frame, column) => {
    frame.forEach((loud, bin) => {
      if (loud === 0) return;
      context.globalAlpha = loud;
      context.fillRect(
        (column / frames.length) * width,
        height - ((bin + 1) / bins) * half,
        width / frames.length + 0.5,
        half / bins + 0.5,
      );
    });
  });
  context.globalAlpha = 1;
  if (share > 0) {
    context.fillStyle = colors.cursor;
    context.fillRect(share * width, 0, 1.5, height);
  }
}
