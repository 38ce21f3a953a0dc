import { useEffect, useMemo, useReducer, useRef } from 'react';
import { type Latent, walk, type WalkPath } from '../../../shared/latent.ts';
import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import { ProblemNote } from '../../ui/problem.tsx';
import { type Generated, isUnheard } from '../../api-client.ts';
import { useBack } from '../../live.ts';
import { FrameCache } from './frame-cache.ts';
import { OutputView } from './output-view.tsx';
import { noteDrawn, noteGenerated } from './rate.ts';
import { askFor, isSlow } from './use-generators.ts';

/** Frames between two pins. */
export const framesBetween = 24;
export function frameCount(pins: number): number {
  return Math.max(1, (pins - 1) * framesBetween + 1);
}

/** The walk at one frame, live from one checkpoint. `onReady` says whether the next frame can be drawn at once, for playing. */
export function WalkStage(props: {
  generator: OpenedGenerator;
  pins: Latent[];
  path: WalkPath;
  frame: number;
  label: number;
  color: string;
  name: string;
  ready: Map<number, (frame: number) => boolean>;
}) {
  const { generator, pins, path, frame, label, color, name, ready } = props;
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const wished = useRef({ frame: -1, time: 0 });
  const frames = frameCount(pins.length);
  const cache = useMemo(() => {
    return new FrameCache<Generated>({
      frames,
      ...paceOf(generator, frames),
      make: async (wanted) => {
        const made = await askFor(
          generator,
          wanted.map((at) => walk(pins, path, at / framesBetween)),
          label,
        );
        noteGenerated(made.milliseconds, wanted.length);
        return made;
      },
      onChange: redraw,
    });
  }, [generator, pins, path, label, frames]);
  useEffect(() => {
    ready.set(generator.checkpoint, (at) => cache.get(at) !== undefined || cache.error !== null);
    return () => {
      ready.delete(generator.checkpoint);
      cache.close();
    };
  }, [cache, ready, generator.checkpoint]);
  useBack(() => {
    if (isUnheard(cache.error)) cache.retry();
  });
  useEffect(() => {
    wished.current = { frame, time: performance.now() };
    cache.want(frame);
  }, [cache, frame]);

  const found = cache.get(frame);
  useEffect(() => {
    if (!found || wished.current.frame !== frame) return;
    const { time } = wished.current;
    wished.current.frame = -1;
    requestAnimationFrame((now) => noteDrawn(Math.max(0, now - time)));
  });
  const last = useRef<typeof found>(undefined);
  if (found) last.current = found;
  const shown = found ?? last.current;
  if (cache.error && !found) return <ProblemNote error={cache.error} again={() => cache.retry()} />;
  return (
    <OutputView
      generator={generator}
      shown={shown ? { tensors: shown.made.tensors, index: shown.index } : null}
      trail={generator.output.kind === 'points' ? trailOf(cache, frames) : undefined}
      label={label}
      color={color}
      name={name}
      frame={found ? frame : undefined}
    />
  );
}

/** How many frames are asked for at once, and how far ahead. What is made a value at a time is made a few at a time. */
function paceOf(generator: OpenedGenerator, frames: number): { batch: number; reach: number } {
  if (isSlow(generator)) return { batch: 4, reach: 6 };
  if (generator.output.kind === 'points') return { batch: 64, reach: frames };
  return { batch: 8, reach: 2 * framesBetween };
}

/** Every point of the walk that has come, in order. */
function trailOf(cache: FrameCache<Generated>, frames: number): WireTensor | undefined {
  const values: number[] = [];
  let dimensions = 2;
  for (let at = 0; at < frames; at++) {
    const frame = cache.get(at);
    const points = frame?.made.tensors.points;
    if (!frame || !points) continue;
    dimensions = points.shape[1];
    for (let i = 0; i < dimensions; i++) values.push(points.data[frame.index * dimensions + i]);
  }
  return values.length === 0 ? undefined : { shape: [values.length / dimensions, dimensions], data: Float32Array.from(values) };
}
