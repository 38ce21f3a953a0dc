import { ActionIcon } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import type { WireTensor } from '../../shared/safetensors.ts';
import { useChartTokens } from '../charts/chart-tokens.ts';
import { drawSound, waveOf } from '../charts/sound-drawing.ts';
import classes from './data-look.module.css';
import { usePlayback } from './use-playback.ts';

const button = 34;
const height = 64;

/** Sounds [n,length], each with its wave over its frequencies, to be played; `names` says what each is, where that is known. */
export function SoundList({
  waves,
  rate,
  names,
  width,
  limit,
  label,
}: {
  waves: WireTensor;
  rate: number;
  names: string[] | null;
  width: number;
  limit: number;
  label: string;
}) {
  const count = Math.min(waves.shape[0], limit);
  return (
    <ul className={classes.sounds} aria-label={label}>
      {Array.from({ length: count }, (_, at) => at).map((at) => (
        <Sound key={at} waves={waves} at={at} rate={rate} name={names?.[at] ?? null} width={Math.min(width, 620) - button} />
      ))}
    </ul>
  );
}

function Sound({ waves, at, rate, name, width }: { waves: WireTensor; at: number; rate: number; name: string | null; width: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { text, quiet } = useChartTokens();
  const wave = useMemo(() => waveOf(waves, at), [waves, at]);
  const { isPlaying, share, toggle } = usePlayback(wave, rate);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.clearRect(0, 0, width, height);
    drawSound(context, wave, { left: 0, top: 0, width, height }, { wave: text, cursor: quiet }, share);
  }, [wave, width, share, text, quiet]);
  return (
    <li>
      <ActionIcon variant="subtle" aria-label={`${isPlaying ? 'Stop' : 'Play'} sound ${at + 1}`} onClick={toggle}>
        {isPlaying ? <IconPlayerStop size={16} /> : <IconPlayerPlay size={16} />}
      </ActionIcon>
      <figure>
        <canvas ref={canvas} width={width} height={height} role="img" aria-label={`Sound ${at + 1}: waveform and spectrogram`} />
        {name === null ? null : <figcaption className="faint">{name}</figcaption>}
      </figure>
    </li>
  );
}
