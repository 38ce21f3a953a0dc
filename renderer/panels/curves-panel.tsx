import { Menu } from '@mantine/core';
import { type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { readSeriesList } from '../../shared/query/series-list.ts';
import type { SeriesWords } from '../../shared/series-name.ts';
import { Crosshair, CrosshairContext } from '../charts/crosshair.ts';
import type { CurveChartProps } from '../charts/curve-chart.tsx';
import type { CurveLine, CurveOptions } from '../charts/curve-drawing.ts';
import { exportRuns } from '../api-client.ts';
import { saveFile } from '../ui/save-file.ts';
import { attempt } from '../ui/undo.tsx';
import { noteOf } from './note.tsx';
import { answeredLines, type BandAsked, type BandSeries, bandWords } from './band-lines.ts';
import { CurveChoice } from './curve-choice.tsx';
import { matching, overSeries, seriesOf } from './curve-keys.ts';
import { CurveTiles } from './curve-tiles.tsx';
import type { PanelKind, PanelOptions, PanelProps, PanelRun } from './panel.ts';
import { type RunGroup, RunGroupsContext } from './run-groups.ts';
import { useBands } from './use-bands.ts';
import { useSeriesNames } from './series-names.ts';
import { useCurves } from './use-curves.ts';

export const curvesPanel: PanelKind = {
  kind: 'curves',
  title: 'Curves',
  help: 'One or more series of all runs over steps or time.',
  size: { width: 6, height: 7 },
  Panel: CurvesPanel,
};
const byStep = { axis: 'step', range: null } as const;
type Looks = Pick<CurveLine, 'label' | 'color' | 'dash' | 'start'>;
const dashes = [[], [6, 3], [2, 3], [8, 3, 2, 3]];

function CurvesPanel(props: PanelProps) {
  const { runs, view, options, onView, onOptions } = props;
  const keys = useMemo(() => keysOf(options, runs), [options, runs]);
  const over = options.over ?? '';
  const names = useSeriesNames();
  const groups = useContext(RunGroupsContext);
  const { range, axis, ignoresOutliers } = view;
  const scale = options.scale === 'log' || options.scale === 'linear' ? options.scale : view.scale;
  const { kind, weight } = view.smoothing;
  const chartOptions = useMemo(
    (): CurveOptions => ({
      ...{ scale, smoothing: { kind, weight }, ignoresOutliers },
      ...(over === '' ? { axis, range } : { axis: 'value', range: spanOf(options.span) }),
    }),
    [axis, scale, kind, weight, ignoresOutliers, range, over, options.span],
  );
  const zoom = useCallback(
    (next: [number, number] | null) => (over === '' ? onView({ range: next }) : onOptions({ span: next === null ? '' : next.join('..') })),
    [onView, onOptions, over],
  );
  const pageCrosshair = useContext(CrosshairContext);
  const [ownCrosshair] = useState(() => new Crosshair());
  const saveAll = () =>
    attempt(async () => {
      const { blob, name } = await exportRuns({ to: 'csv', runs: runs.map(({ id }) => id), series: keys });
      saveFile(blob, name);
    });
  const lineCount = runs.length * keys.length;
  const isDense = options.as === 'density' || (options.as === undefined && lineCount > fewestDense);
  const first = names(keys[0] ?? '');
  const frame: CurveFrame = {
    title: titleOf(keys, (key) => names(key).label),
    hint: keys.map((key) => [key, names(key).help].filter(Boolean).join(': ')).join('\n'),
    unit: first.unit === '' ? undefined : first.unit,
    options: chartOptions,
    onRange: zoom,
    cursor: over === '' ? view.step : null,
    actions: <CurveChoice runs={runs} keys={keys} options={options} onOptions={onOptions} />,
    menu: (
      <>
        <Menu.Item onClick={() => onOptions({ scale: scale === 'log' ? 'linear' : 'log' })}>
          {scale === 'log' ? 'Linear vertical axis' : 'Logarithmic vertical axis'}
        </Menu.Item>
        {groups === null && (
          <Menu.Item onClick={() => onOptions({ as: isDense ? 'lines' : 'density' })}>
            {isDense ? 'Draw each line' : 'Draw as a density'}
          </Menu.Item>
        )}
        {chartOptions.range ? <Menu.Item onClick={() => zoom(null)}>Show the whole range</Menu.Item> : null}
        <Menu.Item onClick={saveAll}>Save every recorded point as CSV</Menu.Item>
      </>
    ),
  };
  const parts = { runs, keys, names, view, frame, tiles: options.tiles ?? '' };
  // Places on another axis say nothing to other charts.
  return (
    <CrosshairContext value={over === '' ? pageCrosshair : ownCrosshair}>
      {groups && over === '' ? <GroupedCurves {...parts} groups={groups} /> : <RunCurves {...parts} over={over} isDense={isDense} />}
    </CrosshairContext>
  );
}

/** So many lines are a blot. */
const fewestDense = 150;
/** More series than that are no chart. */
const mostKeys = 200;

/** Those that are named, and all recorded ones that match a pattern. */
function keysOf({ keys, pattern = '' }: PanelOptions, runs: PanelRun[]): string[] {
  const named = readSeriesList(keys ?? (pattern === '' ? 'w1' : ''));
  return pattern === '' ? named : [...new Set([...named, ...matching(seriesOf(runs), pattern)])].slice(0, mostKeys);
}

function spanOf(text = ''): [number, number] | null {
  const [from, to] = text.split('..').map(Number);
  return text !== '' && from < to ? [from, to] : null;
}

/** What a chart of curves has whatever its lines stand for. */
type CurveFrame = Omit<CurveChartProps, 'lines' | 'isExact' | 'isFlowing' | 'onPixels' | 'empty' | 'said'>;
interface CurvesProps extends Pick<PanelProps, 'runs' | 'view'> {
  keys: string[];
  names: (key: string) => SeriesWords;
  frame: CurveFrame;
  /** A chart for each of what; '' for one. */
  tiles: string;
}

function RunCurves({ runs, keys, names, view, frame, tiles, over, isDense }: CurvesProps & { over: string; isDense: boolean }) {
  const [pixels, setPixels] = useState(0);
  const series = useMemo(
    () => runs.flatMap((run) => recordedOf(run, over === '' ? keys : [...new Set([...keys, over])])),
    [runs, keys, over],
  );
  // Numbers of a run change many times a second; its curves are drawn anew only where its looks do.
  const looksKey = JSON.stringify(
    runs.map(({ id, label, color, dash, detail: { run } }) => [id, { label, color, dash, start: run.startedAt ?? run.createdAt }]),
  );
  const looks = useMemo(() => new Map(JSON.parse(looksKey) as [string, Looks][]), [looksKey]);
  const state = useCurves(series, over === '' ? view : byStep, pixels);
  const drawn = useMemo(
    () =>
      state.curves.flatMap((curve): CurveLine[] => {
        const look = looks.get(curve.run);
        if (!look || !keys.includes(curve.key)) return [];
        const isMany = keys.length > 1;
        const label = isMany ? `${look.label} ${names(curve.key).label}` : look.label;
        return [{ ...curve, ...look, label, dash: isMany ? dashes[keys.indexOf(curve.key) % dashes.length] : look.dash }];
      }),
    [state.curves, looks, keys, names],
  );
  const { lines, said } = useMemo(
    () => (over === '' ? { lines: drawn, said: undefined } : overSeries(drawn, state.curves, over, names)),
    [drawn, state.curves, over, names],
  );
  const options = useMemo(() => ({ ...frame.options, isDense }), [frame.options, isDense]);
  const empty = emptyWords(
    state,
    series.length,
    keys.map((key) => names(key).label),
    runs.length,
  );
  const chart = { ...frame, options, isExact: state.isExact, isFlowing: state.isFlowing, onPixels: setPixels, empty, said };
  return <CurveTiles chart={chart} lines={lines} tiles={tiles} runs={runs} names={names} />;
}

/** Runs that have the same values as one line with a band. */
function GroupedCurves({ runs, keys, names, view, frame, groups, tiles }: CurvesProps & { groups: RunGroup[] }) {
  const [pixels, setPixels] = useState(0);
  // What runs have recorded by now changes often; which of them has which series seldom.
  const all = bandsAsked(runs, keys, names, groups);
  const text = JSON.stringify(all.slice(0, mostBands));
  const asked = useMemo(() => JSON.parse(text) as BandAsked[], [text]);
  const state = useBands(asked, view, pixels);
  const { answered } = state;
  const lines = useMemo(() => (answered ? answeredLines(answered, asked) : []), [answered, asked]);
  // Until the answer for another axis is there, the old places stand on their own.
  const { axis, range } = answered?.of.view ?? view;
  const chartOptions = useMemo(
    () => (axis === frame.options.axis ? frame.options : { ...frame.options, axis, range }),
    [axis, range, frame.options],
  );
  const found = asked.reduce((total, { series }) => total + series.length, 0);
  const empty = emptyWords(
    state,
    found,
    keys.map((key) => names(key).label),
    runs.length,
  );
  const said = answered ? bandWords(answered.answer, answered.of.view) : undefined;
  const whole =
    all.length > mostBands ? [`These are the first ${mostBands} of ${all.length} bands.`, said].filter(Boolean).join(' ') : said;
  const chart = { ...frame, options: chartOptions, isExact: true, onPixels: setPixels, empty, said: whole };
  return <CurveTiles chart={chart} lines={lines} tiles={tiles === 'series' ? tiles : ''} runs={runs} names={names} />;
}

/** More bands than that the studio doesn't answer at once. */
const mostBands = 500;
function bandsAsked(runs: PanelRun[], keys: string[], names: CurvesProps['names'], groups: RunGroup[]): BandAsked[] {
  const byId = new Map(runs.map((run) => [run.id, run]));
  const isMany = keys.length > 1;
  return groups
    .flatMap(({ where, label, color, dash, ids }) => {
      const members = ids.flatMap((id) => byId.get(id) ?? []);
      const name = `${label} (${members.length})`;
      return keys.map((key, at) => ({
        look: {
          ...{ run: where, key, color },
          label: isMany ? `${name} ${names(key).label}` : name,
          dash: isMany ? dashes[at % dashes.length] : dash,
        },
        series: members.flatMap((run) => recordedOf(run, [key])),
      }));
    })
    .filter(({ series }) => series.length > 0);
}

function recordedOf({ id, detail }: PanelRun, keys: string[]): BandSeries[] {
  const start = detail.run.startedAt ?? detail.run.createdAt;
  return keys.filter((key) => detail.series.some((entry) => entry.key === key)).map((key) => ({ run: id, key, start }));
}

/** A figure beside its ideal sampler's is named once. */
function titleOf(keys: string[], label: (key: string) => string): string {
  if (keys.length === 0) return 'Curves';
  if (keys.length === 2 && keys[1] === `${keys[0]}/ideal`) return `${label(keys[0])}, dashed: of an ideal sampler`;
  if (keys.length > 2 && keys.every((key) => key.startsWith('gradient-depth/')))
    return `Gradient norm at ${keys.length} layers, ${keys[0].split('/')[1]}`;
  return fewNamed(keys.map(label));
}

/** The hint has them all. */
function fewNamed(names: string[]): string {
  const most = 4;
  return names.length <= most + 1 ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} others`;
}

function emptyWords({ error, isWaiting }: { error: unknown; isWaiting: boolean }, found: number, keys: string[], runs: number): ReactNode {
  if (error) return noteOf(error, false, null);
  if (runs === 0) return 'No run is switched on.';
  if (keys.length === 0) return 'Choose a series.';
  if (found === 0) return `None of the shown runs has recorded ${fewNamed(keys)} yet.`;
  return noteOf(null, isWaiting, 'No points in this range.');
}
