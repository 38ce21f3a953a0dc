import { Button, TextInput } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { writeSeriesList } from '../../../shared/query/series-list.ts';
import { AxisControls } from '../../panels/axis-controls.tsx';
import { curvesPanel } from '../../panels/curves-panel.tsx';
import type { PanelOptions, PanelRun } from '../../panels/panel.ts';
import type { ChangeSearch, PageView } from '../../panels/page-view.ts';
import { useSeriesNames } from '../../panels/series-names.ts';
import { WhenSeen } from '../../panels/when-seen.tsx';
import { ResizeCorner } from '../../ui/resize-corner.tsx';
import { fittedPane, readSizes, resized, rowHeight, sizeOf, writeSizes } from './pane-sizes.ts';
import { groupSeries } from './series-groups.ts';
import classes from './run.module.css';

interface CurvesTabProps {
  run: PanelRun;
  view: PageView;
  onView: (patch: Partial<PageView>) => void;
  search: URLSearchParams;
  change: ChangeSearch;
}

/** Every series of the run, grouped by prefix; filter, size and axes are in the address. */
export function CurvesTab({ run, view, onView, search, change }: CurvesTabProps) {
  const runs = useMemo(() => [run], [run]);
  const filter = search.get('filter') ?? '';
  const sizeText = search.get('panes') ?? '';
  const sizes = useMemo(() => readSizes(sizeText), [sizeText]);
  const room = useRef<HTMLDivElement>(null);
  const names = useSeriesNames();
  const keyList = run.detail.series.map(({ key }) => key).join('\n');
  const groups = useMemo(
    () => groupSeries(keyList === '' ? [] : keyList.split('\n'), filter, (key) => names(key).label),
    [keyList, filter, names],
  );
  const put = (key: string, value: string) =>
    change((now) => {
      if (value === '') now.delete(key);
      else now.set(key, value);
      return now;
    });
  return (
    <>
      <div className={classes.controls}>
        <TextInput
          aria-label="Filter series"
          placeholder="Filter series"
          value={filter}
          onChange={(event) => put('filter', event.currentTarget.value)}
          w={160}
        />
        <AxisControls view={view} onView={onView} />
        <Button disabled={sizeText === ''} onClick={() => put('panes', '')}>
          Usual sizes
        </Button>
        <span className={`faint ${classes.hint}`}>Drag a chart’s corner to resize it, with Shift all</span>
      </div>
      {groups.map(({ title, charts }) => (
        <section key={title} className={classes.group} aria-label={headingOf(title)}>
          <h2>{headingOf(title)}</h2>
          <div ref={room} className={classes.grid} style={{ gridAutoRows: rowHeight }}>
            {charts.map((keys) => {
              const { width, height } = sizeOf(sizes, keys[0]);
              return (
                <div key={keys[0]} className={classes.cell} style={{ gridColumn: `span ${width}`, gridRow: `span ${height}` }}>
                  <WhenSeen>
                    <OneChart runs={runs} view={view} onView={onView} keys={writeSeriesList(keys)} />
                  </WhenSeen>
                  <ResizeCorner
                    name={names(keys[0]).label}
                    width={width}
                    height={height}
                    unit={() => ({ width: (room.current?.clientWidth ?? 1200) / 12, height: rowHeight })}
                    onResize={(across, down, isAll) => put('panes', writeSizes(resized(sizes, keys[0], fittedPane(across, down), isAll)))}
                  />
                </div>
              );
            })}
          </div>
        </section>
      ))}
      {groups.length === 0 ? (
        <p className="soft" style={{ padding: 12 }}>
          {filter ? `No series has “${filter}” in its name.` : 'Curves appear with the first step.'}
        </p>
      ) : null}
    </>
  );
}

/** The beginning that a group of series shares, as a heading. */
function headingOf(prefix: string): string {
  const words = prefix.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Another choice of series here is for a look; it is not kept. */
function OneChart({ keys, ...rest }: { runs: PanelRun[]; view: PageView; onView: (patch: Partial<PageView>) => void; keys: string }) {
  const [chosen, setChosen] = useState<PanelOptions>({});
  const options = useMemo((): PanelOptions => ({ keys, ...chosen }), [keys, chosen]);
  return <curvesPanel.Panel {...rest} options={options} onOptions={(patch) => setChosen((before) => ({ ...before, ...patch }))} />;
}
