import { useElementSize } from '@mantine/hooks';
import { memo, useEffect, useRef } from 'react';
import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import type { Generated } from '../../api-client.ts';
import { ProblemNote } from '../../ui/problem.tsx';
import { paintPicture } from '../../ui/tensor-drawing.ts';
import { useScheme } from '../../ui/use-scheme.ts';
import type { Axis } from './axes.ts';
import { useEye } from './eye.ts';
import { paintOutput } from './paint-output.ts';
import { isSlow } from './use-generators.ts';
import classes from './latents.module.css';

export interface MadeTable {
  data: Generated | undefined;
  error: unknown;
  columns: { value: number; name: string }[];
  /** How many pins. */
  rows: number;
}

/** Pins against values, as pictures; a click or the arrow keys choose where to look. */
export function VaryTable(props: {
  generator: OpenedGenerator;
  axis: Axis;
  table: MadeTable;
  row: number;
  place: number;
  onPlace: (row: number, value: number) => void;
  name: string;
}) {
  const { generator, axis, table, row, place, onPlace, name } = props;
  const { columns: values, data, rows: pins, error } = table;
  const { ref: room, width, height } = useElementSize();
  const tensors = data?.tensors;
  // Long names stand at the left, a row each.
  const isTall = values.some((value) => value.name.length > longName);
  const [rows, columns] = isTall ? [values.length, pins] : [pins, values.length];
  const left = isTall ? nameWidth : 0;
  const fit = Math.floor(Math.min((width - left) / columns, (height - headHeight) / (rows + (tensors?.given ? 1 : 0))));
  const isWide = generator.output.kind === 'sound';
  const cell = {
    width: Math.max(1, isWide ? Math.floor((width - left) / columns) : fit),
    height: Math.max(1, isWide ? Math.min(fit, 90) : fit),
  };
  const at = nearestTo(
    values.map(({ value }) => value),
    place,
  );
  const pick = (pin: number, value: number) =>
    onPlace(Math.max(0, Math.min(pins - 1, pin)), values[Math.max(0, Math.min(values.length - 1, value))].value);
  const across = (down: number, right: number) => (isTall ? pick(row + right, at + down) : pick(row + down, at + right));
  const onKeyDown = (event: React.KeyboardEvent) => {
    const move = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    across(move[0], move[1]);
  };
  if (error && !data) return <ProblemNote error={error} />;
  const pinNames = Array.from({ length: pins }, (_, pin) => `pin ${pin + 1}`);
  const heads = isTall ? pinNames : values.map((value) => value.name);
  const cursor = isTall ? [at, row] : [row, at];
  return (
    <div ref={room} className={classes.padRoom}>
      {!data && isSlow(generator) ? <p className={classes.slow}>Drawing the table a value at a time; this takes some seconds.</p> : null}
      <div className={classes.varyTable} style={{ gridTemplateColumns: `${left}px auto` }}>
        <span />
        <div className={classes.varyHeads} style={{ height: headHeight, width: cell.width * columns }} aria-hidden="true">
          {heads.map((head) => (
            <span key={head} className="ellipsis" title={head} style={{ width: cell.width }}>
              {head}
            </span>
          ))}
        </div>
        {tensors?.given && !isTall ? (
          <>
            <span />
            <GivenRow pixels={tensors.given} columns={columns} cell={cell} />
          </>
        ) : null}
        <div className={classes.varyNames} aria-hidden="true">
          {isTall
            ? values.map((value) => (
                <span key={value.value} style={{ height: cell.height }}>
                  {value.name}
                </span>
              ))
            : null}
        </div>
        <div
          className={classes.pad}
          style={{ width: cell.width * columns, height: cell.height * rows }}
          role="slider"
          tabIndex={0}
          aria-label={`Place in the table of ${axis.title}, ${name}`}
          aria-valuemin={values[0].value}
          aria-valuemax={values[values.length - 1].value}
          aria-valuenow={values[at].value}
          aria-valuetext={`pin ${row + 1}, ${axis.title} ${values[at].name}`}
          onKeyDown={onKeyDown}
          onPointerDown={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            const [down, right] = [(event.clientY - box.top) / cell.height, (event.clientX - box.left) / cell.width].map(Math.floor);
            if (isTall) pick(right, down);
            else pick(down, right);
          }}
        >
          <Cells
            output={generator.output}
            tensors={tensors}
            order={(y, x) => (isTall ? x * values.length + y : y * values.length + x)}
            {...{ rows, columns, cell }}
          />
          {row < pins ? (
            <span
              className={classes.varyCursor}
              style={{ left: cursor[1] * cell.width - 1, top: cursor[0] * cell.height - 1, width: cell.width, height: cell.height }}
            />
          ) : null}
        </div>
      </div>
    </div>
  );
}

interface CellsProps {
  output: OpenedGenerator['output'];
  tensors: Generated['tensors'] | undefined;
  rows: number;
  columns: number;
  cell: { width: number; height: number };
  /** Which example stands in row `y`, column `x`. */
  order: (y: number, x: number) => number;
}

/** A scrub of the value renders the page; the table is drawn again only when what it shows is another. */
const Cells = memo(
  function CellsNow({ output, tensors, rows, columns, cell, order }: CellsProps) {
    const canvas = useRef<HTMLCanvasElement>(null);
    const scheme = useScheme();
    const eye = useEye();
    const size = { width: cell.width * columns, height: cell.height * rows };
    useEffect(() => {
      const context = canvas.current?.getContext('2d');
      if (!context || !tensors) return;
      context.clearRect(0, 0, size.width, size.height);
      for (let y = 0; y < rows; y += 1) {
        for (let x = 0; x < columns; x += 1) {
          const box = { left: x * cell.width, top: y * cell.height, width: cell.width - 2, height: cell.height - 2 };
          paintOutput(context, output, tensors, order(y, x), box, { eye, scheme });
        }
      }
    });
    return <canvas ref={canvas} {...size} />;
  },
  (before, now) =>
    before.tensors === now.tensors &&
    before.rows === now.rows &&
    before.columns === now.columns &&
    before.cell.width === now.cell.width &&
    before.cell.height === now.cell.height,
);

/** What each column is made from. */
function GivenRow({ pixels, columns, cell }: { pixels: WireTensor; columns: number; cell: { width: number; height: number } }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, height] = [cell.width, cell.height];
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    for (let at = 0; context && at < columns; at += 1)
      paintPicture(context, pixels, at, { left: at * width, top: 0, width: width - 2, height: height - 2 });
  }, [pixels, columns, width, height]);
  return <canvas ref={canvas} width={width * columns} height={height} role="img" aria-label="What each column is made from" />;
}

const longName = 12;
const nameWidth = 220;
const headHeight = 18;

function nearestTo(values: readonly number[], value: number): number {
  return values.reduce((best, candidate, at) => (Math.abs(candidate - value) < Math.abs(values[best] - value) ? at : best), 0);
}
