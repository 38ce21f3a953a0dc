import { ActionIcon, Menu, MultiSelect, Popover } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { CurveChart } from '../charts/curve-chart.tsx';
import type { CurveLine, CurveOptions } from '../charts/curve-drawing.ts';
import { exportRuns } from '../api-client.ts';
import { saveFile } from '../ui/save-file.ts';
import { attempt } from '../ui/undo.tsx';
import { noteOf } from './note.tsx';
import type { PanelKind, PanelProps } from './panel.ts';
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

function CurvesPanel({ runs, view, onView, options, onOptions }: PanelProps) {
  const keys = useMemo(() => (options.keys ?? 'w1').split(',').filter((key) => key !== ''), [options.keys]);
  const names = useSeriesNames();
  const [pixels, setPixels] = useState(0);
  const series = useMemo(
    () =>
      runs.flatMap(({ id, detail }) => {
        const start = detail.run.startedAt ?? detail.run.createdAt;
        return keys.filter((key) => detail.series.some((entry) => entry.key === key)).map((key) => ({ run: id, key, start }));
      }),
    [runs, keys],
  );
  // Numbers of a run change many times a second; its curves are drawn anew only where its looks do.
  const looksKey = JSON.stringify(
    runs.map(({ id, label, color, dash, detail: { run } }) => [id, { label, color, dash, start: run.startedAt ?? run.createdAt }]),
  );
  const looks = useMemo(() => new Map(JSON.parse(looksKey) as [string, Looks][]), [looksKey]);
  const range = view.range;
  const state = useCurves(series, { axis: view.axis, range }, pixels);
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
  const chartOptions = useMemo(
    (): CurveOptions => ({
      axis: view.axis,
      scale: options.scale === 'log' || options.scale === 'linear' ? options.scale : view.scale,
      smoothing: view.smoothing,
      ignoresOutliers: view.ignoresOutliers,
      range,
    }),
    [view.axis, view.scale, view.smoothing, view.ignoresOutliers, range, options.scale],
  );
  const zoom = useCallback((next: [number, number] | null) => onView({ range: next }), [onView]);
  const saveAll = () =>
    attempt(async () => {
      const { blob, name } = await exportRuns({ to: 'csv', runs: runs.map(({ id }) => id), series: keys });
      saveFile(blob, name);
    });
  const first = names(keys[0] ?? '');
  return (
    <CurveChart
      title={titleOf(keys, (key) => names(key).label)}
      hint={keys.map((key) => [key, names(key).help].filter(Boolean).join(': ')).join('\n')}
      unit={first.unit === '' ? undefined : first.unit}
      lines={lines}
      isExact={state.isExact}
      isFlowing={state.isFlowing}
      options={chartOptions}
      onRange={zoom}
      onPixels={setPixels}
      cursor={view.step}
      empty={emptyWords(
        state.error,
        state.isWaiting,
        series.length,
        keys.map((key) => names(key).label),
        runs.length,
      )}
      actions={<SeriesChoice runs={runs} keys={keys} onKeys={(next) => onOptions({ keys: next.join(',') })} />}
      menu={
        <>
          <Menu.Item onClick={() => onOptions({ scale: chartOptions.scale === 'log' ? 'linear' : 'log' })}>
            {chartOptions.scale === 'log' ? 'Linear vertical axis' : 'Logarithmic vertical axis'}
          </Menu.Item>
          {range ? <Menu.Item onClick={() => zoom(null)}>Show the whole range</Menu.Item> : null}
          <Menu.Item onClick={saveAll}>Save every recorded point as CSV</Menu.Item>
        </>
      }
    />
  );
}

/** A figure beside its ideal sampler's is named once. */
function titleOf(keys: string[], label: (key: string) => string): string {
  if (keys.length === 0) return 'Curves';
  if (keys.length === 2 && keys[1] === `${keys[0]}/ideal`) return `${label(keys[0])}, dashed: of an ideal sampler`;
  if (keys.length > 2 && keys.every((key) => key.startsWith('gradient-depth/')))
    return `Gradient norm at ${keys.length} layers, ${keys[0].split('/')[1]}`;
  return keys.map(label).join(', ');
}

function emptyWords(error: unknown, isWaiting: boolean, found: number, keys: string[], runs: number): ReactNode {
  if (error) return noteOf(error, false, null);
  if (runs === 0) return 'No run is switched on.';
  if (keys.length === 0) return 'Choose a series.';
  if (found === 0) return `None of the shown runs has recorded ${keys.join(', ')} yet.`;
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
