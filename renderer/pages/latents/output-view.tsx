import { ActionIcon } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import type { View } from '../../../shared/solids.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import { turnedBy, turnedByKey } from '../../charts/solid-drawing.ts';
import { waveOf } from '../../charts/sound-drawing.ts';
import { paintPicture } from '../../ui/tensor-drawing.ts';
import { usePlayback } from '../../ui/use-playback.ts';
import { useScheme } from '../../ui/use-scheme.ts';
import { setEye, useEye } from './eye.ts';
import { paintOutput } from './paint-output.ts';
import { paintPlace, rowOf } from './paint-place.ts';
import { isSlow, useCloud } from './use-generators.ts';
import classes from './latents.module.css';

export interface Shown {
  tensors: Record<string, WireTensor>;
  index: number;
}

interface OutputProps {
  generator: OpenedGenerator;
  shown: Shown | null;
  trail?: WireTensor;
  label: number;
  color: string;
  name: string;
  frame?: number;
}

const tallestSound = 300;

/**
 * One generated example as large as there is room: a picture in whole multiples of its pixels, a point on the cloud of everything that
 * the generator makes with the way it came, a solid that is turned by hand, a sound that is played; beside it the picture that it was made from.
 */
export function OutputView({ generator, shown, trail, label, color, name, frame }: OutputProps) {
  const { ref, width, height } = useElementSize();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useScheme();
  const eye = useEye();
  const { data: cloud } = useCloud(generator, label);
  const { output } = generator;
  const size = sizeOf(output, Math.floor(width), Math.floor(height));
  useEffect(() => {
    paint();
    // For whoever measures from outside: the frame that has been painted, not the one that is about to be.
    if (canvas.current && shown && frame !== undefined) canvas.current.dataset.frame = String(frame);
  });
  function paint() {
    const context = canvas.current?.getContext('2d');
    if (!context || size.width < 1 || size.height < 1) return;
    if (output.kind !== 'pictures') context.clearRect(0, 0, size.width, size.height);
    if (output.kind !== 'points') {
      if (shown) paintOutput(context, output, shown.tensors, shown.index, { left: 0, top: 0, ...size }, { eye, scheme });
      return;
    }
    const here = shown?.tensors.points ? rowOf(shown.tensors.points, shown.index) : undefined;
    paintPlace(context, { cloud: cloud?.tensors.points, trail, here, color, scheme }, size.width);
  }
  const turning = useTurning(output.kind === 'voxels', eye);
  return (
    <div className={classes.outputs}>
      {shown?.tensors.given ? <Given pixels={shown.tensors.given} index={shown.index} name={name} /> : null}
      <div ref={ref} className={classes.output}>
        {!shown && isSlow(generator) ? <p className={classes.slow}>Drawing it a value at a time; this takes some seconds.</p> : null}
        <canvas ref={canvas} {...size} role="img" aria-label={turning ? `${name}; arrow keys turn it` : name} {...turning} />
      </div>
      {output.kind === 'sound' && shown ? <Play shown={shown} rate={output.rate} name={name} /> : null}
    </div>
  );
}

function sizeOf(output: OpenedGenerator['output'], width: number, height: number): { width: number; height: number } {
  if (output.kind === 'sound') return { width, height: Math.min(height, tallestSound) };
  const side = Math.max(0, Math.min(width, height));
  const whole = output.kind === 'pictures' ? Math.max(1, Math.floor(side / output.size)) * output.size : side;
  return { width: whole, height: whole };
}

/** Handlers that turn the page's eye by drag and arrow keys. */
function useTurning(isSolid: boolean, eye: View) {
  const grip = useRef<{ x: number; y: number; eye: View } | null>(null);
  if (!isSolid) return null;
  return {
    tabIndex: 0,
    style: { cursor: 'grab', touchAction: 'none' as const },
    onPointerDown(event: React.PointerEvent) {
      event.currentTarget.setPointerCapture(event.pointerId);
      grip.current = { x: event.clientX, y: event.clientY, eye };
    },
    onPointerMove(event: React.PointerEvent) {
      const from = grip.current;
      if (from) setEye(turnedBy(from.eye, (event.clientX - from.x) / 120, (event.clientY - from.y) / 120));
    },
    onPointerUp() {
      grip.current = null;
    },
    onKeyDown(event: React.KeyboardEvent) {
      const next = turnedByKey(eye, event.key);
      if (!next) return;
      event.preventDefault();
      event.stopPropagation();
      setEye(next);
    },
  };
}

const givenSide = 96;

/** What it was made from. */
function Given({ pixels, index, name }: { pixels: WireTensor; index: number; name: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) paintPicture(context, pixels, index, { left: 0, top: 0, width: givenSide, height: givenSide });
  });
  return (
    <figure className={classes.given}>
      <canvas ref={canvas} width={givenSide} height={givenSide} role="img" aria-label={`What ${name} is made from`} />
      <figcaption className="faint">made from</figcaption>
    </figure>
  );
}

function Play({ shown, rate, name }: { shown: Shown; rate: number; name: string }) {
  const { tensors, index } = shown;
  const wave = useMemo(() => waveOf(tensors.waves, index), [tensors, index]);
  const { isPlaying, toggle } = usePlayback(wave, rate);
  return (
    <ActionIcon variant="default" aria-label={`${isPlaying ? 'Stop' : 'Hear'} ${name}`} onClick={toggle}>
      {isPlaying ? <IconPlayerStop size={16} /> : <IconPlayerPlay size={16} />}
    </ActionIcon>
  );
}
