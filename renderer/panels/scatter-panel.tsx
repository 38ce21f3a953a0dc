import { IconPalette } from '@tabler/icons-react';
import { Menu, Popover } from '@mantine/core';
import { type ReactNode, useContext, useMemo } from 'react';
import { colorsBy, sameColors } from '../charts/run-colors.ts';
import plotClasses from '../charts/run-plot.module.css';
import { scaleOf } from '../charts/run-scale.ts';
import { ScatterChart } from '../charts/scatter-chart.tsx';
import { readFields } from '../field-list.ts';
import { FieldPicker } from '../ui/field-picker.tsx';
import { useScheme } from '../ui/use-scheme.ts';
import { noteOf } from './note.tsx';
import type { PanelKind, PanelOptions, PanelProps } from './panel.ts';
import { PickOne } from './parallel-panel.tsx';
import { PlotCaption } from './plot-caption.tsx';
import { RunSetContext, tableOf, useFieldLabel, useRunTable, useUsualFields } from './run-set.ts';

export const scatterPanel: PanelKind = {
  kind: 'scatter',
  title: 'Scatter',
  help: 'A dot a run: any param or figure against any other, coloured by a third; brush dots to narrow all else.',
  size: { width: 6, height: 9 },
  Panel: ({ options, onOptions }: PanelProps) => <ScatterPlot options={options} onOptions={onOptions} />,
};

export function ScatterPlot({ options, onOptions }: { options: PanelOptions; onOptions: (patch: PanelOptions) => void }) {
  const set = useContext(RunSetContext);
  const words = useFieldLabel();
  const scheme = useScheme();
  const usual = useUsualFields(set, 8);
  const one = (text: string | undefined) => (text === undefined ? undefined : readFields(text)[0]);
  const x = one(options.x) ?? usual.widest ?? 'step';
  const y = one(options.y) ?? usual.merit ?? 'trained';
  const color = one(options.color) ?? usual.params.find((field) => field !== x) ?? '';
  const fields = useMemo(() => [x, y, ...(color === '' ? [] : [color])], [x, y, color]);
  const { data, error, isPlaceholderData } = useRunTable(set.ask, fields);
  const table = tableOf(data);
  const { xScale, yScale } = options;
  const scales = useMemo(() => {
    const columns = [x, y].map((field) => table.columns.find((column) => column.field === field));
    return columns.flatMap((column, at) => {
      const wanted = [xScale, yScale][at];
      return column ? [scaleOf(column, wanted === undefined || wanted === 'auto' ? undefined : wanted === 'log')] : [];
    });
  }, [table, x, y, xScale, yScale]);
  const colorScale = useMemo(() => {
    const column = table.columns.find((entry) => entry.field === color);
    return column ? scaleOf(column) : null;
  }, [table, color]);
  const colors = useMemo(
    () => (colorScale ? colorsBy(colorScale, scheme) : sameColors(table.id.length, scheme === 'dark' ? '#58a6ff' : '#0b63c4')),
    [colorScale, scheme, table],
  );
  const offered = [...usual.params, ...(usual.merit ? [usual.merit] : []), 'step', 'trained', 'created'];
  const name = (axis: 'x' | 'y', field: string) => (
    <PickedName label={words(field)} field={field} title={axis === 'x' ? 'Across' : 'Upward'}>
      <FieldPicker
        label={axis === 'x' ? 'Across' : 'Upward'}
        offered={offered}
        value={field}
        words={words}
        onField={(next) => onOptions({ [axis]: next, [`${axis}Scale`]: 'auto' })}
        isFocused
      />
    </PickedName>
  );
  const scaleItem = (axis: 'x' | 'y', at: number) => {
    const kind = scales[at]?.kind;
    if (kind === undefined || kind === 'category') return null;
    return (
      <Menu.Item onClick={() => onOptions({ [`${axis}Scale`]: kind === 'log' ? 'linear' : 'log' })}>
        {kind === 'log' ? 'Linear' : 'Logarithmic'} axis {axis === 'x' ? 'across' : 'upward'}
      </Menu.Item>
    );
  };
  return (
    <ScatterChart
      title={`${words(y)} over ${words(x)}`}
      table={table}
      scales={scales.length === 2 ? scales : []}
      labels={[words(x), words(y)]}
      colors={colors}
      brush={set.brush}
      onBrush={set.onBrush}
      onRun={set.onRun}
      xName={name('x', x)}
      yName={name('y', y)}
      caption={
        <PlotCaption
          table={table}
          scales={scales}
          color={colorScale}
          colorLabel={color === '' ? '' : words(color)}
          brush={set.brush}
          words={words}
        />
      }
      empty={noteOf(error, data === undefined || isPlaceholderData, 'No run is here.')}
      actions={
        <PickOne icon={<IconPalette size={14} />} label="Colour by">
          <FieldPicker
            label="Colour by"
            offered={offered}
            value={color === '' ? null : color}
            words={words}
            onField={(field) => onOptions({ color: field })}
            isFocused
          />
        </PickOne>
      }
      menu={
        <>
          {scaleItem('x', 0)}
          {scaleItem('y', 1)}
        </>
      }
    />
  );
}

function PickedName({ label, field, title, children }: { label: string; field: string; title: string; children: ReactNode }) {
  return (
    <Popover trapFocus withinPortal>
      <Popover.Target>
        <button type="button" className={plotClasses.headButton} aria-label={`${title}: ${label}`} title={field}>
          {label}
        </button>
      </Popover.Target>
      <Popover.Dropdown w={340} p="sm">
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
