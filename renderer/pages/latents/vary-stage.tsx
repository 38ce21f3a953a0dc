import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import type { Latent } from '../../../shared/latent.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import { ProblemNote } from '../../ui/problem.tsx';
import { type Axis, valuesOf, withValue } from './axes.ts';
import { OutputView } from './output-view.tsx';
import type { PageState } from './page-words.ts';
import { noteDrawn, noteGenerated } from './rate.ts';
import { askFor, isSlow } from './use-generators.ts';
import { useNewest } from './use-newest.ts';
import { type MadeTable, VaryTable } from './vary-table.tsx';
import { placeOf, variedAxis } from './vary-words.ts';
import classes from './latents.module.css';

/** Pins that a table shows; one row each. */
const mostRows = 6;
export function tableRows(generator: OpenedGenerator, pins: number): number {
  if (generator.latentSize === 0) return 1;
  return Math.min(isSlow(generator) ? 2 : mostRows, pins);
}

/** All held but one thing: rows are latents, columns its values; beside the table the place that is looked at, live. */
export function VaryStage(props: {
  generator: OpenedGenerator;
  pins: Latent[];
  pinKey: string;
  state: PageState;
  set: (part: Partial<PageState>) => void;
  label: number;
  color: string;
  name: string;
}) {
  const { generator, pins, pinKey, state, set, label, color, name } = props;
  const axis = variedAxis(generator, state.vary);
  const place = axis ? placeOf(axis, state) : 0;
  const row = Math.min(state.row, pins.length - 1);
  const { answer, error, latency } = useNewest(`${generator.checkpoint} ${pinKey} ${label} ${axis?.key} ${place} ${row}`, () =>
    axis ? askFor(generator, [withValue(pins[row], axis, place)], axis.kind === 'condition' ? place : label) : null,
  );
  useEffect(() => {
    if (!answer) return;
    noteGenerated(answer.milliseconds, 1);
    requestAnimationFrame(() => noteDrawn(latency));
  }, [answer, latency]);
  const table = useTable({ generator, pins, pinKey, axis, label, reach: state.reach, place });
  if (!axis) return <p className="soft">This generator has nothing that could be varied: neither a latent nor a condition.</p>;
  const trail = table.data?.tensors.points ? rowsOf(table.data.tensors.points, row, table.columns.length) : undefined;
  const onPlace = (nextRow: number, value: number) =>
    set(axis.kind === 'condition' ? { row: nextRow, label: value } : { row: nextRow, value: Number(value.toFixed(3)) });
  return (
    <div className={classes.vary} data-kind={generator.output.kind}>
      {generator.output.kind === 'points' ? null : <VaryTable {...{ generator, axis, table, name, row, place, onPlace }} />}
      {error && !answer ? (
        <ProblemNote error={error} />
      ) : (
        <OutputView
          generator={generator}
          shown={answer && { tensors: answer.tensors, index: 0 }}
          trail={trail}
          label={axis.kind === 'condition' ? place : label}
          color={color}
          name={name}
        />
      )}
    </div>
  );
}

function useTable(props: {
  generator: OpenedGenerator;
  pins: Latent[];
  pinKey: string;
  axis: Axis | undefined;
  label: number;
  reach: number | null;
  place: number;
}): MadeTable {
  const { generator, pins, pinKey, axis, label, reach, place } = props;
  const columns = axis ? valuesOf(axis, reach, place) : [];
  const rows = tableRows(generator, pins.length);
  const isCondition = axis?.kind === 'condition';
  const { data, error } = useQuery({
    queryKey: ['vary', generator.checkpoint, pinKey, axis?.key, columns.map(({ value }) => value).join(), isCondition ? '' : label],
    queryFn: ({ signal }) => {
      const cells = pins.slice(0, rows).flatMap((pin) => columns.map(({ value }) => ({ pin, value })));
      return askFor(
        generator,
        cells.map(({ pin, value }) => (axis ? withValue(pin, axis, value) : pin)),
        cells.map(({ value }) => (isCondition ? value : label)),
        signal,
      );
    },
    enabled: axis !== undefined && rows > 0,
    placeholderData: (before) => before,
  });
  return { data, error, columns, rows };
}

/** Row `row` of a table of points. */
function rowsOf({ shape, data }: WireTensor, row: number, columns: number): WireTensor {
  const each = columns * shape[1];
  return { shape: [columns, shape[1]], data: data.slice(row * each, (row + 1) * each) };
}
