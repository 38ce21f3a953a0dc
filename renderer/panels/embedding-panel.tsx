import { SegmentedControl } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { classColors } from '../../shared/class-colors.ts';
import type { SeriesOption } from '../charts/echarts.ts';
import { formatExact } from '../charts/number-format.ts';
import type { Plane } from '../charts/plane.ts';
import { PlaneChart } from '../charts/plane-chart.tsx';
import { errorSentence } from '../ui/problem.tsx';
import { noteOf } from './note.tsx';
import type { PanelKind, PanelProps } from './panel.ts';
import classes from './panels.module.css';
import { Tiles } from './tiles.tsx';
import { RecordedMenu } from './recorded-menu.tsx';
import { numbersOf, type RunSample, stepNote, useRunSamples } from './sample-data.ts';
import { usualUmap } from './umap.ts';
import { useUmaps } from './use-umap.ts';

export const embeddingPanel: PanelKind = {
  kind: 'embedding',
  title: 'Codes of examples',
  help: 'Where an encoder puts real examples, by class and domain: at the first recorded step beside the page’s.',
  size: { width: 6, height: 8 },
  Panel: EmbeddingPanel,
};

function EmbeddingPanel({ runs, view, options, onOptions }: PanelProps) {
  const first = useRunSamples(runs, 'embedding', 0);
  const { samples, error, isWaiting } = useRunSamples(runs, 'embedding', view.step);
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const names = namesOf(samples);
  const domains = samples.find(({ entry }) => entry.meta.domains)?.entry.meta.domains ?? [];
  const tiles = samples.flatMap((sample) => {
    const before = first.samples.find(({ run }) => run.id === sample.run.id);
    return before && before.entry.step !== sample.entry.step ? [before, sample] : [sample];
  });
  const hasCodes = tiles.some(({ tensors }) => tensors.codes !== undefined);
  const isUmap = hasCodes && options.axes === 'umap';
  const umap = useUmaps(tiles, isUmap);
  if (samples.length === 0) {
    return (
      <div className={classes.note}>{noteOf(error, isWaiting, 'No codes recorded yet: they come every recording.samplesEvery steps.')}</div>
    );
  }
  const toggle = (label: number) => {
    const next = new Set(hidden);
    if (!next.delete(label)) next.add(label);
    setHidden(next);
  };
  return (
    <div className={classes.stack}>
      <div className={classes.bar}>
        {hasCodes ? (
          <SegmentedControl
            aria-label="What the plane shows"
            data={[
              { value: 'principal', label: 'Principal axes' },
              { value: 'umap', label: 'UMAP' },
            ]}
            value={isUmap ? 'umap' : 'principal'}
            onChange={(value) => onOptions({ axes: value })}
          />
        ) : null}
        {names.map((name, label) => (
          <button key={name} type="button" className={classes.key} aria-pressed={!hidden.has(label)} onClick={() => toggle(label)}>
            <span style={{ background: classColors[label % classColors.length] }} />
            {name}
          </button>
        ))}
        {domains.length === 2 ? (
          <span className="soft">
            ● {domains[0]} ◇ {domains[1]}
          </span>
        ) : null}
      </div>
      <Tiles columns={tiles.length > 1 ? 2 : 1}>
        {tiles.map((sample, at) => (
          <EmbeddingTile
            key={`${sample.run.id}/${sample.entry.step}`}
            sample={sample}
            hidden={hidden}
            step={view.step}
            umap={isUmap && sample.tensors.codes ? { points: umap.planes[at], error: umap.error } : null}
          />
        ))}
      </Tiles>
    </div>
  );
}

/** What each colour stands for; runs on other data may mean something else by it. */
function namesOf(samples: readonly RunSample[]): string[] {
  const lists = samples.map(({ entry }) => entry.meta.names ?? []);
  const count = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: count }, (_, label) =>
    [...new Set(lists.map((list) => list[label]).filter((name) => name !== undefined))].join(' / '),
  );
}

const noPoints = new Float32Array();

function EmbeddingTile(props: {
  sample: RunSample;
  hidden: ReadonlySet<number>;
  step: number | null;
  umap: { points: Float32Array | undefined; error: unknown } | null;
}) {
  const { sample, hidden, step, umap } = props;
  const { run, entry, tensors } = sample;
  const { names, domains, axes } = entry.meta;
  const principal = useMemo(() => numbersOf(tensors, 'points'), [tensors]);
  const points = umap ? (umap.points ?? noPoints) : principal;
  const plane = useMemo(() => planeOf(points), [points]);
  const rows = useMemo(() => rowsOf(points, tensors), [points, tensors]);
  const series = useCallback(
    () =>
      rows
        .filter(({ label }) => !hidden.has(label))
        .map(
          ({ label, domain, pairs }): SeriesOption => ({
            type: 'scatter',
            id: `${label}/${domain}`,
            silent: true,
            clip: true,
            symbol: domain === 0 ? 'circle' : 'diamond',
            symbolSize: domain === 0 ? 5 : 7,
            data: pairs,
            itemStyle:
              domain === 0
                ? { color: classColors[label % classColors.length], opacity: 0.8 }
                : { color: 'transparent', borderColor: classColors[label % classColors.length], borderWidth: 1.4 },
          }),
        ),
    [rows, hidden],
  );
  return (
    <PlaneChart
      title={`Step ${entry.step}, ${run.label}`}
      plane={plane}
      menu={<RecordedMenu sample={sample} />}
      series={series}
      describe={`${points.length / 2} examples placed by the encoder of ${run.label}.`}
      caption={`${umap ? umapWords(sample) : (axes ?? '')} · ${stepNote(entry.step, entry.step === 0 ? 0 : step)}`}
      table={() => ({
        columns: ['class', 'domain', 'x', 'y'],
        rows: rows.flatMap(({ label, domain, pairs }) => pairs.map(([x, y]) => [names?.[label] ?? '', domains?.[domain] ?? '', x, y])),
      })}
      empty={umap && !umap.points ? (umap.error ? errorSentence(umap.error) : 'Placing the examples…') : undefined}
      tip={(spot) => `${formatExact(Number(spot.x.toPrecision(4)))}, ${formatExact(Number(spot.y.toPrecision(4)))}`}
    />
  );
}

/** Distances and axes of a UMAP mean nothing; neighbourhoods do. */
function umapWords({ entry, tensors }: RunSample): string {
  const share = Number(entry.meta.share ?? 1);
  const [count, width] = tensors.codes.shape;
  const held = share > 0.9995 ? 'all' : `${(100 * share).toFixed(1)} %`;
  return `UMAP of ${width} principal axes that hold ${held} of the spread: ${Math.min(usualUmap.neighbors, count - 1)} neighbours, distance ${usualUmap.minDistance}, seed 1; only who is near whom means something`;
}

function planeOf(points: Float32Array): Plane {
  const range = (axis: 0 | 1) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let at = axis; at < points.length; at += 2) {
      low = Math.min(low, points[at]);
      high = Math.max(high, points[at]);
    }
    if (low > high) return { from: 0, to: 1, isRuled: true };
    const room = (high - low || 1) * 0.05;
    return { from: low - room, to: high + room, isRuled: true };
  };
  return { x: range(0), y: range(1), margins: { left: 40 } };
}

interface Row {
  label: number;
  domain: number;
  pairs: [number, number][];
}
function rowsOf(points: Float32Array, tensors: RunSample['tensors']): Row[] {
  const [labels, domains] = [tensors.labels?.data, tensors.domains?.data];
  const rows = new Map<string, Row>();
  for (let at = 0; at < points.length / 2; at += 1) {
    const [label, domain] = [Number(labels?.[at] ?? 0), Number(domains?.[at] ?? 0)];
    const row = rows.get(`${label}/${domain}`) ?? { label, domain, pairs: [] };
    row.pairs.push([points[2 * at], points[2 * at + 1]]);
    rows.set(`${label}/${domain}`, row);
  }
  return [...rows.values()];
}
