import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import { paintPicture } from '../../ui/tensor-drawing.ts';
import { useScheme } from '../../ui/use-scheme.ts';
import { paintPlace, rowOf } from './paint-place.ts';
import { useCloud } from './use-generators.ts';
import classes from './latents.module.css';

export interface Shown {
  tensors: Record<string, WireTensor>;
  index: number;
}

/**
 * One generated example as large as there is room: a picture in whole multiples of its pixels, or a point on the cloud of
 * everything that the generator makes, with the way it came.
 */
export function OutputView(props: {
  generator: OpenedGenerator;
  shown: Shown | null;
  trail?: WireTensor;
  label: number;
  color: string;
  name: string;
  frame?: number;
}) {
  const { generator, shown, trail, label, color, name, frame } = props;
  const { ref, width, height } = useElementSize();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useScheme();
  const { data: cloud } = useCloud(generator, label);
  const { output } = generator;
  const side = Math.max(0, Math.floor(Math.min(width, height)));
  const size = output.kind === 'pictures' ? Math.max(1, Math.floor(side / output.size)) * output.size : side;
  useEffect(() => {
    paint();
    // For whoever measures from outside: the frame that has been painted, not the one that is about to be.
    if (canvas.current && shown && frame !== undefined) canvas.current.dataset.frame = String(frame);
  });
  function paint() {
    const context = canvas.current?.getContext('2d');
    if (!context || size === 0) return;
    if (output.kind === 'pictures') {
      if (shown?.tensors.pixels) paintPicture(context, shown.tensors.pixels, shown.index, { left: 0, top: 0, width: size, height: size });
      return;
    }
    context.clearRect(0, 0, size, size);
    const here = shown?.tensors.points ? rowOf(shown.tensors.points, shown.index) : undefined;
    paintPlace(context, { cloud: cloud?.tensors.points, trail, here, color, scheme }, size);
  }
  return (
    <div ref={ref} className={classes.output}>
      <canvas ref={canvas} width={size} height={size} role="img" aria-label={name} />
    </div>
  );
}
