import { Slider, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { AxisControls } from '../../panels/axis-controls.tsx';
import { curvesPanel } from '../../panels/curves-panel.tsx';
import type { PanelOptions, PanelRun } from '../../panels/panel.ts';
import type { ChangeSearch, PageView } from '../../panels/page-view.ts';
import { WhenSeen } from '../../panels/when-seen.tsx';
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
  const columns = Math.min(6, Math.max(1, Number(search.get('columns') ?? 3) || 3));
  const keyList = run.detail.series.map(({ key }) => key).join('\n');
  const groups = useMemo(() => groupSeries(keyList === '' ? [] : keyList.split('\n'), filter), [keyList, filter]);
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
        <span className="soft">Columns</span>
        <Slider
          thumbLabel="Columns"
          label={null}
          min={1}
          max={6}
          value={columns}
          onChange={(value) => put('columns', value === 3 ? '' : String(value))}
          w={70}
        />
      </div>
      {groups.map(({ title, charts }) => (
        <section key={title} className={classes.group} aria-label={title}>
          <h2>{title}</h2>
          <div
            className={classes.grid}
            style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, gridAutoRows: columns > 3 ? 200 : 250 }}
          >
            {charts.map((keys) => (
              <div key={keys[0]} className={classes.cell}>
                <WhenSeen>
                  <OneChart runs={runs} view={view} onView={onView} keys={keys.join(',')} />
                </WhenSeen>
              </div>
            ))}
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

/** Another choice of series here is for a look; it is not kept. */
function OneChart({ keys, ...rest }: { runs: PanelRun[]; view: PageView; onView: (patch: Partial<PageView>) => void; keys: string }) {
  const [chosen, setChosen] = useState<PanelOptions>({});
  const options = useMemo((): PanelOptions => ({ keys, ...chosen }), [keys, chosen]);
  return <curvesPanel.Panel {...rest} options={options} onOptions={(patch) => setChosen((before) => ({ ...before, ...patch }))} />;
}
