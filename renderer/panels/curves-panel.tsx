import { ActionIcon, Menu, MultiSelect, Popover } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { readSeriesList, writeSeriesList } from '../../shared/query/series-list.ts';
import type { SeriesWords } from '../../shared/series-name.ts';
import { CurveChart, type CurveChartProps } from '../charts/curve-chart.tsx';
import type { CurveLine, CurveOptions } from '../charts/curve-drawing.ts';
import { exportRuns } from '../api-client.ts';
import { saveFile } from '../ui/save-file.ts';
import { attempt } from '../ui/undo.tsx';
import { noteOf } from './note.tsx';
import { answeredLines, type BandAsked, type BandSeries, bandWords } from './band-lines.ts';
import type { PanelKind, PanelProps, PanelRun } from './panel.ts';
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
type Looks = Pick<CurveLine, 'label' | 'color' | 'dash' | 'start'>;
const dashes = [[], [6, 3], [2, 3], [8, 3, 2, 3]];

function CurvesPanel(props: PanelProps) {
  const { runs, view, options, onView, onOptions } = props;
  const keys = useMemo(() => readSeriesList(options.keys ?? 'w1'), [options.keys]);
  const names = useSeriesNames();
  const groups = useContext(RunGroupsContext);
  const { range, axis, ignoresOutliers } = view;
  const scale = options.scale === 'log' || options.scale === 'linear' ? options.scale : view.scale;
  const { kind, weight } = view.smoothing;
  const chartOptions = useMemo(
    (): CurveOptions => ({ axis, scale, smoothing: { kind, weight }, ignoresOutliers, range }),
    [axis, scale, kind, weight, ignoresOutliers, range],
  );
  const zoom = useCallback((next: [number, number] | null) => onView({ range: next }), [onView]);
  const saveAll = () =>
    attempt(async () => {
      const { blob, name } = await exportRuns({ to: 'csv', runs: runs.map(({ id }) => id), series: keys });
      saveFile(blob, name);
    });
  const first = names(keys[0] ?? '');
  const frame: CurveFrame = {
    title: titleOf(keys, (key) => names(key).label),
    hint: keys.map((key) => [key, names(key).help].filter(Boolean).join(': ')).join('\n'),
    unit: first.unit === '' ? undefined : first.unit,
    options: chartOptions,
    onRange: zoom,
    cursor: view.step,
    actions: <SeriesChoice runs={runs} keys={keys} onKeys={(next) => onOptions({ keys: writeSeriesList(next) })} />,
    menu: (
      <>
        <Menu.Item onClick={() => onOptions({ scale: scale === 'log' ? 'linear' : 'log' })}>
          {scale === 'log' ? 'Linear vertical axis' : 'Logarithmic vertical axis'}
        </Menu.Item>
        {range ? <Menu.Item onClick={() => zoom(null)}>Show the whole range</Menu.Item> : null}
        <Menu.Item onClick={saveAll}>Save every recorded point as CSV</Menu.Item>
      </>
    ),
  };
  const parts = { runs, keys, names, view, frame };
  return groups ? <GroupedCurves {...parts} groups={groups} /> : <RunCurves {...parts} />;
}

/** What a chart of curves has whatever its lines stand for. */
type CurveFrame = Omit<CurveChartProps, 'lines' | 'isExact' | 'isFlowing' | 'onPixels' | 'empty' | 'said'>;
interface CurvesProps extends Pick<PanelProps, 'runs' | 'view'> {
  keys: string[];
  names: (key: string) => SeriesWords;
  frame: CurveFrame;
}

function RunCurves({ runs, keys, names, view, frame }: CurvesProps) {
  const [pixels, setPixels] = useState(0);
  const series = useMemo(() => runs.flatMap((run) => recordedOf(run, keys)), [runs, keys]);
  // Numbers of a run change many times a second; its curves are drawn anew only where its looks do.
  const looksKey = JSON.stringify(
    runs.map(({ id, label, color, dash, detail: { run } }) => [id, { label, color, dash, start: run.startedAt ?? run.createdAt }]),
  );
  const looks = useMemo(() => new Map(JSON.parse(looksKey) as [string, Looks][]), [looksKey]);
  const state = useCurves(series, view, pixels);
  const lines = useMemo(
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
  const empty = emptyWords(
    state,
    series.length,
    keys.map((key) => names(key).label),
    runs.length,
  );
  return <CurveChart {...frame} lines={lines} isExact={state.isExact} isFlowing={state.isFlowing} onPixels={setPixels} empty={empty} />;
}

/** Runs that have the same values as one line with a band. */
function GroupedCurves({ runs, keys, names, view, frame, groups }: CurvesProps & { groups: RunGroup[] }) {
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
  return <CurveChart {...frame} options={chartOptions} lines={lines} isExact onPixels={setPixels} empty={empty} said={whole} />;
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

function SeriesChoice({ runs, keys, onKeys }: { runs: PanelProps['runs']; keys: string[]; onKeys: (keys: string[]) => void }) {
  const names = useSeriesNames();
  const all = useMemo(() => [...new Set(runs.flatMap(({ detail }) => detail.series.map(({ key }) => key)))].sort(), [runs]);
  return (
    <Popover position="bottom-end" withinPortal>
      <Popover.Target>
        <ActionIcon aria-label="Choose series">
          <IconAdjustments size={14} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <MultiSelect
          label="Series in this panel"
          data={[...new Set([...keys, ...all])].map((key) => ({ value: key, label: names(key).label }))}
          value={keys}
          onChange={onKeys}
          searchable
          w={320}
          comboboxProps={{ withinPortal: false }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
