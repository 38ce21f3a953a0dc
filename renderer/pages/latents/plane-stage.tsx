import { useElementSize, useMove } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { type Latent, plane } from '../../../shared/latent.ts';
import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import { ProblemNote } from '../../ui/problem.tsx';
import { paintPicture } from '../../ui/tensor-drawing.ts';
import { useScheme } from '../../ui/use-scheme.ts';
import { OutputView } from './output-view.tsx';
import { noteDrawn, noteGenerated } from './rate.ts';
import { askFor } from './use-generators.ts';
import { useNewest } from './use-newest.ts';
import classes from './latents.module.css';

const cells = 9;
/** The pad shows the plane from −0.5 to 1.5 both ways: the three pins and as much around them. */
const low = -0.5;
const span = 2;

/** Three pins span a plane; the pad shows pictures from all over it, and the place under the pointer is made live. */
export function PlaneStage(props: {
  generator: OpenedGenerator;
  pins: Latent[];
  pinKey: string;
  place: [number, number];
  onPlace: (place: [number, number]) => void;
  label: number;
  color: string;
  name: string;
}) {
  const { generator, pins, pinKey, place, onPlace, label, color, name } = props;
  const [origin, right, up] = pins;
  const { data: map } = useQuery({
    queryKey: ['plane', generator.checkpoint, pinKey, label],
    queryFn: () => {
      const places = Array.from({ length: cells * cells }, (_, i) => [(i % cells) + 0.5, cells - 0.5 - Math.floor(i / cells)]);
      return askFor(
        generator,
        places.map(([x, y]) => plane(origin, right, up, low + (x / cells) * span, low + (y / cells) * span)),
        label,
      );
    },
    enabled: generator.output.kind === 'pictures',
  });
  const { answer, error, latency } = useNewest(`${generator.checkpoint} ${pinKey} ${label} ${place}`, () =>
    askFor(generator, [plane(origin, right, up, ...place)], label),
  );
  useEffect(() => {
    if (!answer) return;
    noteGenerated(answer.milliseconds, 1);
    requestAnimationFrame(() => noteDrawn(latency));
  }, [answer, latency]);
  return (
    <div className={classes.plane}>
      <Pad map={map?.tensors.pixels} place={place} onPlace={onPlace} name={name} />
      {error && !answer ? (
        <ProblemNote error={error} />
      ) : (
        <OutputView generator={generator} shown={answer && { tensors: answer.tensors, index: 0 }} label={label} color={color} name={name} />
      )}
    </div>
  );
}

function Pad({
  map,
  place,
  onPlace,
  name,
}: {
  map: Parameters<typeof paintPicture>[1] | undefined;
  place: [number, number];
  onPlace: (place: [number, number]) => void;
  name: string;
}) {
  const { ref: room, width, height } = useElementSize();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useScheme();
  const side = Math.max(0, Math.floor(Math.min(width, height) / cells) * cells);
  const { ref: pad } = useMove<HTMLDivElement>(({ x, y }) => onPlace([low + x * span, low + (1 - y) * span]));
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || side === 0) return;
    context.clearRect(0, 0, side, side);
    const cell = side / cells;
    for (let i = 0; map && i < map.shape[0]; i++) {
      paintPicture(context, map, i, { left: (i % cells) * cell, top: Math.floor(i / cells) * cell, width: cell, height: cell });
    }
  });
  const at = (value: number) => ((value - low) / span) * 100;
  const step = (event: React.KeyboardEvent) => {
    const by = event.shiftKey ? 0.2 : 0.02;
    const moves: Record<string, [number, number]> = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, by], ArrowDown: [0, -by] };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    onPlace([clamp(place[0] + move[0]), clamp(place[1] + move[1])]);
  };
  return (
    <div ref={room} className={classes.padRoom}>
      <div
        ref={pad}
        className={classes.pad}
        style={{ width: side, height: side, background: scheme === 'dark' ? '#0f1216' : '#f5f6f8' }}
        role="slider"
        tabIndex={0}
        aria-label={`Place on the plane of latents, ${name}`}
        aria-valuemin={low}
        aria-valuemax={low + span}
        aria-valuenow={Number(place[0].toFixed(2))}
        aria-valuetext={`${place[0].toFixed(2)} across, ${place[1].toFixed(2)} up`}
        onKeyDown={step}
      >
        <canvas ref={canvas} width={side} height={side} />
        {[
          { name: 'A', x: 0, y: 0 },
          { name: 'B', x: 1, y: 0 },
          { name: 'C', x: 0, y: 1 },
        ].map((pin) => (
          <span key={pin.name} className={classes.padPin} style={{ left: `${at(pin.x)}%`, bottom: `${at(pin.y)}%` }}>
            {pin.name}
          </span>
        ))}
        <span className={classes.padCursor} style={{ left: `${at(place[0])}%`, bottom: `${at(place[1])}%` }} />
      </div>
    </div>
  );
}

function clamp(value: number): number {
  return Math.min(low + span, Math.max(low, value));
}
