import { ActionIcon, Menu, Popover } from '@mantine/core';
import { IconPalette, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useContext, useMemo } from 'react';
import { ParallelChart } from '../charts/parallel-chart.tsx';
import { colorsBy, sameColors } from '../charts/run-colors.ts';
import plotClasses from '../charts/run-plot.module.css';
import { scaleOf } from '../charts/run-scale.ts';
import { readFields } from '../field-list.ts';
import { FieldPicker } from '../ui/field-picker.tsx';
import { useScheme } from '../ui/use-scheme.ts';
import { noteOf } from './note.tsx';
import type { PanelKind, PanelOptions, PanelProps } from './panel.ts';
import { PlotCaption } from './plot-caption.tsx';
import { RunSetContext, tableOf, useFieldLabel, useRunTable, useUsualFields } from './run-set.ts';
import { movePanel } from './arrangement.ts';

export const parallelPanel: PanelKind = {
  kind: 'parallel',
  title: 'Parallel coordinates',
  help: 'A line a run through its params and figures; brush any of them, and the others show which runs those are.',
  size: { width: 12, height: 9 },
  Panel: ({ options, onOptions }: PanelProps) => <ParallelPlot options={options} onOptions={onOptions} />,
};
const usualAxes = 7;
const mostAxes = 40;

export function ParallelPlot({ options, onOptions }: { options: PanelOptions; onOptions: (patch: PanelOptions) => void }) {
  const set = useContext(RunSetContext);
  const words = useFieldLabel();
  const scheme = useScheme();
  const usual = useUsualFields(set, usualAxes);
  const fields = useMemo(() => {
    if (options.fields !== undefined) return readFields(options.fields).slice(0, mostAxes);
    return usual.merit === undefined ? usual.params : [...usual.params, usual.merit];
  }, [options.fields, usual]);
  const color = options.color ?? usual.merit ?? '';
  const asked = useMemo(() => (color === '' ? fields : [...fields, color]), [fields, color]);
  const { data, error, isPlaceholderData } = useRunTable(set.ask, asked);
  const table = tableOf(data);
  const logs = options.scales ?? '';
  const scales = useMemo(() => {
    const wanted = new Map(new URLSearchParams(logs));
    return fields.flatMap((field) => {
      const column = table.columns.find((entry) => entry.field === field);
      const said = wanted.get(field);
      return column ? [scaleOf(column, said === undefined ? undefined : said === 'log')] : [];
    });
  }, [table, fields, logs]);
  const colorScale = useMemo(() => {
    const column = table.columns.find((entry) => entry.field === color);
    return column ? scaleOf(column) : null;
  }, [table, color]);
  const colors = useMemo(
    () => (colorScale ? colorsBy(colorScale, scheme) : sameColors(table.id.length, scheme === 'dark' ? '#58a6ff' : '#0b63c4')),
    [colorScale, scheme, table],
  );
  const put = (next: string[]) => onOptions({ fields: next.join(', ') });
  const setScale = (field: string, kind: 'log' | 'linear') => {
    const wanted = new URLSearchParams(logs);
    wanted.set(field, kind);
    onOptions({ scales: wanted.toString() });
  };
  const title = 'Parallel coordinates';
  const labels = scales.map(({ field }) => words(field));
  return (
    <ParallelChart
      title={title}
      table={table}
      scales={scales}
      labels={labels}
      colors={colors}
      brush={set.brush}
      onBrush={set.onBrush}
      onRun={set.onRun}
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
      empty={noteOf(error, data === undefined || isPlaceholderData, 'Choose axes with the + above: nothing in these runs differs.')}
      head={(axis) => (
        <AxisMenu
          label={labels[axis]}
          field={scales[axis].field}
          kind={scales[axis].kind}
          isBrushed={set.brush.has(scales[axis].field)}
          onMove={(by) => put(movePanel(fields, axis, axis + by))}
          onRemove={() => put(fields.filter((_, at) => at !== axis))}
          onColor={() => onOptions({ color: scales[axis].field })}
          onScale={(kind) => setScale(scales[axis].field, kind)}
        />
      )}
      actions={
        <>
          <PickOne icon={<IconPlus size={14} />} label="Add an axis">
            <FieldPicker
              label="Add an axis"
              offered={[...usual.params, ...(usual.merit ? [usual.merit] : [])].filter((field) => !fields.includes(field))}
              value={null}
              words={words}
              onField={(field) => put([...fields.filter((other) => other !== field), field])}
              isFocused
            />
          </PickOne>
          <PickOne icon={<IconPalette size={14} />} label="Colour by">
            <FieldPicker
              label="Colour by"
              offered={fields}
              value={color === '' ? null : color}
              words={words}
              onField={(field) => onOptions({ color: field })}
              isFocused
            />
          </PickOne>
        </>
      }
      menu={
        options.fields === undefined ? undefined : (
          <Menu.Item onClick={() => onOptions({ fields: [...usual.params, usual.merit ?? ''].filter(Boolean).join(', ') })}>
            Back to the usual axes
          </Menu.Item>
        )
      }
    />
  );
}

export function PickOne({ icon, label, children }: { icon: ReactNode; label: string; children: ReactNode }) {
  return (
    <Popover position="bottom-end" trapFocus withinPortal>
      <Popover.Target>
        <ActionIcon aria-label={label} title={label}>
          {icon}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown w={340} p="sm">
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}

function AxisMenu(props: {
  label: string;
  field: string;
  kind: 'linear' | 'log' | 'category';
  isBrushed: boolean;
  onMove: (by: number) => void;
  onRemove: () => void;
  onColor: () => void;
  onScale: (kind: 'log' | 'linear') => void;
}) {
  const { label, field, kind, isBrushed } = props;
  return (
    <Menu withinPortal>
      <Menu.Target>
        <button
          type="button"
          className={plotClasses.headButton}
          data-brushed={isBrushed || undefined}
          title={`${field}${kind === 'log' ? ', logarithmic' : ''}`}
        >
          {label}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => props.onMove(-1)}>Move to the left</Menu.Item>
        <Menu.Item onClick={() => props.onMove(1)}>Move to the right</Menu.Item>
        {kind !== 'category' && (
          <Menu.Item onClick={() => props.onScale(kind === 'log' ? 'linear' : 'log')}>
            {kind === 'log' ? 'Linear axis' : 'Logarithmic axis'}
          </Menu.Item>
        )}
        <Menu.Item onClick={props.onColor}>Colour by this</Menu.Item>
        <Menu.Item onClick={props.onRemove}>Remove this axis</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
