import { useElementSize, useMove } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { type Latent, plane } from '../../../shared/latent.ts';
import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import { ProblemNote } from '../../ui/problem.tsx';
import { useScheme } from '../../ui/use-scheme.ts';
import type { Generated } from '../../api-client.ts';
import { useEye } from './eye.ts';
import { OutputView } from './output-view.tsx';
import { paintOutput } from './paint-output.ts';
import { noteDrawn, noteGenerated } from './rate.ts';
import { askFor, isSlow } from './use-generators.ts';
import { useNewest } from './use-newest.ts';
import classes from './latents.module.css';

/** Three pins span a plane, and two numbers are one; the pad shows what is made all over it, and the place under the pointer is made live. */
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
  const sheet = sheetOf(generator, pins);
  const { origin, right, up, low, span, cells } = sheet;
  const { data: map } = useQuery({
    queryKey: ['plane', generator.checkpoint, pinKey, label],
    queryFn: ({ signal }) => {
      const places = Array.from({ length: cells * cells }, (_, i) => [(i % cells) + 0.5, cells - 0.5 - Math.floor(i / cells)]);
      return askFor(
        generator,
        places.map(([x, y]) => plane(origin, right, up, low + (x / cells) * span, low + (y / cells) * span)),
        label,
        signal,
      );
    },
    enabled: sheet.hasMap,
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
      <Pad generator={generator} map={map?.tensors} sheet={sheet} place={place} onPlace={onPlace} name={name} />
      {error && !answer ? (
        <ProblemNote error={error} />
      ) : (
        <OutputView generator={generator} shown={answer && { tensors: answer.tensors, index: 0 }} label={label} color={color} name={name} />
      )}
    </div>
  );
}

/** The plane as the pad shows it: (0, 0) is `origin`, (1, 0) `right`, (0, 1) `up`; from `low` over `span` both ways. */
interface Sheet {
  origin: Latent;
  right: Latent;
  up: Latent;
  low: number;
  span: number;
  cells: number;
  hasMap: boolean;
  marks: { name: string; x: number; y: number }[];
}

/** Of a latent of two numbers the plane is all there is; of a longer one the three pins and as much around them. */
function sheetOf(generator: OpenedGenerator, pins: Latent[]): Sheet {
  const { latentSize, latentKind, output } = generator;
  // A value at a time, eighty times over, would keep the trainer for minutes.
  const hasMap = output.kind !== 'points' && !isSlow(generator);
  if (latentSize === 2) {
    const far = latentKind === 'uniform' ? 1.25 : 3;
    return {
      origin: Float32Array.of(0, 0),
      right: Float32Array.of(1, 0),
      up: Float32Array.of(0, 1),
      low: -far,
      span: 2 * far,
      cells: 15,
      hasMap,
      marks: pins.map(([x, y], at) => ({ name: String(at + 1), x, y })),
    };
  }
  const [origin, right, up] = pins;
  const marks = [
    { name: 'A', x: 0, y: 0 },
    { name: 'B', x: 1, y: 0 },
    { name: 'C', x: 0, y: 1 },
  ];
  return { origin, right, up, low: -0.5, span: 2, cells: 9, hasMap, marks };
}

function Pad({
  generator,
  map,
  sheet,
  place,
  onPlace,
  name,
}: {
  generator: OpenedGenerator;
  map: Generated['tensors'] | undefined;
  sheet: Sheet;
  place: [number, number];
  onPlace: (place: [number, number]) => void;
  name: string;
}) {
  const { low, span, cells, marks } = sheet;
  const { output } = generator;
  const eye = useEye();
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
    for (let i = 0; map && i < cells * cells; i++) {
      const box = { left: (i % cells) * cell, top: Math.floor(i / cells) * cell, width: cell, height: cell };
      paintOutput(context, output, map, i, box, { eye, scheme });
    }
  }, [map, output, side, cells, eye, scheme]);
  const at = (value: number) => ((value - low) / span) * 100;
  const step = (event: React.KeyboardEvent) => {
    const by = ((event.shiftKey ? 0.2 : 0.02) * span) / 2;
    const moves: Record<string, [number, number]> = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, by], ArrowDown: [0, -by] };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    const clamp = (value: number) => Math.min(low + span, Math.max(low, value));
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
        {marks.map((pin) => (
          <span key={pin.name} className={classes.padPin} style={{ left: `${at(pin.x)}%`, bottom: `${at(pin.y)}%` }}>
            {pin.name}
          </span>
        ))}
        <span className={classes.padCursor} style={{ left: `${at(place[0])}%`, bottom: `${at(place[1])}%` }} />
      </div>
    </div>
  );
}
