import { NativeSelect, SegmentedControl } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { Link, useLocation } from 'wouter';
import { columnOf, GridChart, type PictureTable } from '../charts/grid-chart.tsx';
import { PicturePair } from '../charts/picture-pair.tsx';
import type { Tensors } from '../api-client.ts';
import { links } from '../routes.tsx';
import { noteOf } from './note.tsx';
import type { PanelKind, PanelProps } from './panel.ts';
import classes from './panels.module.css';
import { RecordedMenu } from './recorded-menu.tsx';
import { numbersOf, type RunSample, stepNote, useRunSamples } from './sample-data.ts';
import { tileColumns } from './tile-columns.ts';
import { Tiles } from './tiles.tsx';

export const gridPanel: PanelKind = {
  kind: 'grid',
  title: 'Side by side',
  help: 'Pictures in rows and columns with names: input, output and truth; one latent under every class; a code walked through; the latent plane.',
  size: { width: 6, height: 8 },
  Panel: GridPanel,
};

const titles: Record<string, string> = {
  'side-by-side': 'Side by side',
  conditions: 'One latent, every class',
  codes: 'Codes walked through',
  'latent-map': 'Map of the latent plane',
};

function GridPanel({ runs, view, options, onOptions }: PanelProps) {
  const probes = [...new Set(runs.flatMap(({ detail }) => detail.probes.filter(({ kind }) => kind === 'grid').map(({ probe }) => probe)))];
  const probe = probes.includes(options.probe ?? '') ? options.probe! : (probes[0] ?? 'side-by-side');
  const { samples, error, isWaiting } = useRunSamples(runs, probe, view.step);
  const tables = useMemo(() => samples.flatMap((sample) => tableOf(sample)), [samples]);
  const columns = tables[0]?.table.columns ?? [];
  const isPair = options.form === 'pair' && columns.length >= 2 && probe === 'side-by-side';
  const first = Math.min(Number(options.first ?? 0), columns.length - 1);
  const second = Math.min(Number(options.second ?? 1), columns.length - 1);
  const [, navigate] = useLocation();
  const openAt = (sample: RunSample, index: number) => {
    const checkpoint = checkpointNear(sample);
    const latents = numbersOf(sample.tensors, 'latents');
    const place = [latents[2 * index], latents[2 * index + 1]].map((value) => value.toFixed(3)).join(',');
    if (checkpoint !== null) navigate(links.latents([checkpoint], { mode: 'plane', place }));
  };
  if (tables.length === 0) return <div className={classes.note}>{emptyWords(runs.length, error, isWaiting)}</div>;
  return (
    <div className={classes.stack}>
      <div className={classes.bar}>
        {probes.length > 1 ? (
          <SegmentedControl
            aria-label="What is shown"
            data={probes.map((value) => ({ value, label: titles[value] ?? value }))}
            value={probe}
            onChange={(value) => onOptions({ probe: value })}
          />
        ) : null}
        {probe === 'side-by-side' && columns.length >= 2 ? (
          <SegmentedControl
            aria-label="How columns are compared"
            data={[
              { value: 'side', label: 'Side by side' },
              { value: 'pair', label: 'Two over each other' },
            ]}
            value={isPair ? 'pair' : 'side'}
            onChange={(value) => onOptions({ form: value })}
          />
        ) : null}
        {isPair ? (
          <>
            <ColumnChoice label="First column" columns={columns} value={first} onChoose={(value) => onOptions({ first: value })} />
            <ColumnChoice label="Second column" columns={columns} value={second} onChoose={(value) => onOptions({ second: value })} />
          </>
        ) : null}
      </div>
      <Tiles columns={tileColumns(tables.length)}>
        {tables.map(({ sample, table }) =>
          isPair ? (
            <PicturePair
              key={sample.run.id}
              title={`${sample.run.label}: ${table.columns[first]} against ${table.columns[second]}`}
              first={{ label: table.columns[first], pictures: columnOf(table, first) }}
              second={{ label: table.columns[second], pictures: columnOf(table, second) }}
            />
          ) : (
            <GridChart
              key={sample.run.id}
              title={tables.length > 1 ? sample.run.label : (titles[probe] ?? probe)}
              table={table}
              menu={<RecordedMenu sample={sample} />}
              note={`· ${stepNote(sample.entry.step, view.step)}${probe === 'latent-map' && checkpointNear(sample) ? ' · a click opens the latent lab there' : ''}`}
              actions={<LabLink sample={sample} />}
              onPick={probe === 'latent-map' ? (index) => openAt(sample, index) : undefined}
            />
          ),
        )}
      </Tiles>
    </div>
  );
}

/** What the lab shows of the same kind: the plane, one code or class varied. */
const labModes: Record<string, { mode: string }> = {
  'latent-map': { mode: 'plane' },
  conditions: { mode: 'vary' },
  codes: { mode: 'vary' },
};

function LabLink({ sample }: { sample: RunSample }) {
  const mode = labModes[sample.entry.probe];
  const checkpoint = checkpointNear(sample);
  if (!mode || checkpoint === null) return null;
  return (
    <Link href={links.latents([checkpoint], mode)} className={classes.link}>
      Open in the latent lab
    </Link>
  );
}

/** The checkpoint nearest to what was recorded. */
function checkpointNear({ run, entry }: RunSample): number | null {
  const { checkpoints } = run.detail;
  if (checkpoints.length === 0) return null;
  const distance = (step: number) => Math.abs(step - entry.step);
  return checkpoints.reduce((best, candidate) => (distance(candidate.step) <= distance(best.step) ? candidate : best)).id;
}

function ColumnChoice({
  label,
  columns,
  value,
  onChoose,
}: {
  label: string;
  columns: string[];
  value: number;
  onChoose: (value: string) => void;
}) {
  return (
    <NativeSelect
      aria-label={label}
      value={String(value)}
      data={columns.map((name, at) => ({ value: String(at), label: name }))}
      onChange={(event) => onChoose(event.currentTarget.value)}
    />
  );
}

function tableOf(sample: RunSample): { sample: RunSample; table: PictureTable }[] {
  const table = pictureTable(sample.tensors, sample.entry.meta);
  return table === null ? [] : [{ sample, table }];
}

/** `pixels` [rows,columns,height,width,channels] with the names that came along; null where it is something else. */
export function pictureTable(tensors: Tensors['tensors'], meta: { columns?: string[]; rows?: string[] }): PictureTable | null {
  const pixels = tensors.pixels;
  if (pixels?.shape.length !== 5 || !(pixels.data instanceof Uint8Array)) return null;
  const [rows, across, height, width, channels] = pixels.shape;
  const columns = meta.columns ?? Array.from({ length: across }, (_, at) => String(at + 1));
  return { pictures: { count: rows * across, height, width, channels, data: pixels.data }, rows, columns, rowNames: meta.rows ?? null };
}

function emptyWords(runs: number, error: unknown, isWaiting: boolean): ReactNode {
  if (runs === 0) return 'No run is switched on.';
  return noteOf(error, isWaiting, 'Nothing to be seen side by side was recorded yet: it comes every recording.samplesEvery steps.');
}
