import { Button, CloseButton, Menu, SegmentedControl } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconChartScatter } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { PanelOptions } from '../../panels/panel.ts';
import { useSearchState } from '../../panels/page-view.ts';
import { ImportancePlot } from '../../panels/importance-panel.tsx';
import { ParallelPlot } from '../../panels/parallel-panel.tsx';
import { type RunSet, RunSetContext } from '../../panels/run-set.ts';
import { ScatterPlot } from '../../panels/scatter-panel.tsx';
import { BrushBar } from '../../ui/brush-bar.tsx';
import { ErrorBoundary } from '../../ui/problem.tsx';
import { HeightEdge } from '../../ui/height-edge.tsx';
import classes from './runs.module.css';

const plots = [
  { kind: 'parallel', name: 'Parallel coordinates', Plot: ParallelPlot },
  { kind: 'scatter', name: 'Scatter', Plot: ScatterPlot },
  { kind: 'importance', name: 'What mattered', Plot: ImportancePlot },
] as const;

/** Which plot stands over the table, if any, and its own choices: in the address. */
function usePlot() {
  const [search, change] = useSearchState();
  const plot = plots.find(({ kind }) => kind === search.get('plot')) ?? null;
  const text = search.get('look') ?? '';
  const options = useMemo((): PanelOptions => Object.fromEntries(new URLSearchParams(text)), [text]);
  const put = (kind: string | null, look: string) =>
    change((now) => {
      for (const [key, value] of [['plot', kind ?? ''], ['look', look], ...(kind === null ? [['brush', '']] : [])]) {
        if (value === '') now.delete(key);
        else now.set(key, value);
      }
      return now;
    });
  return {
    plot,
    options,
    choose: (kind: string | null) => put(kind, ''),
    onOptions: (patch: PanelOptions) => put(plot?.kind ?? null, new URLSearchParams({ ...options, ...patch }).toString()),
  };
}

export function PlotMenu() {
  const { plot, choose } = usePlot();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<IconChartScatter size={14} />} aria-pressed={plot !== null}>
          Plot
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {plots.map(({ kind, name }) => (
          <Menu.Item key={kind} onClick={() => choose(kind)}>
            {name}
          </Menu.Item>
        ))}
        {plot && <Menu.Item onClick={() => choose(null)}>No plot</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}

/** A plot of all runs of the list, over it; what is brushed in it narrows the list. */
export function RunPlots({ set, onKeep }: { set: RunSet; onKeep: () => void }) {
  const { plot, options, choose, onOptions } = usePlot();
  const [height, setHeight] = useLocalStorage({ key: 'ganymede-run-plot-height', defaultValue: 320, getInitialValueInEffect: false });
  if (plot === null) return <BrushBar set={set} />;
  return (
    <section className={classes.plots} aria-label="Plot of the runs">
      <div className={classes.plotTools}>
        <SegmentedControl
          aria-label="Kind of plot"
          value={plot.kind}
          onChange={choose}
          data={plots.map(({ kind, name }) => ({ value: kind, label: name }))}
        />
        <span className="fill" />
        <CloseButton size="sm" aria-label="Close the plot" onClick={() => choose(null)} />
      </div>
      <div style={{ height }}>
        <ErrorBoundary place={plot.kind}>
          <RunSetContext value={set}>
            <plot.Plot options={options} onOptions={onOptions} />
          </RunSetContext>
        </ErrorBoundary>
      </div>
      <HeightEdge label="Height of the plot" height={height} onHeight={setHeight} />
      <BrushBar set={set}>
        <Button onClick={onKeep}>Add to the query</Button>
      </BrushBar>
    </section>
  );
}
