import { ActionIcon, MultiSelect, NativeSelect, Popover, Select, TextInput } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { readSeriesList, writeSeriesList } from '../../shared/query/series-list.ts';
import { differingFields } from './curve-groups.ts';
import { seriesOf } from './curve-keys.ts';
import type { PanelOptions, PanelRun } from './panel.ts';
import { useSeriesNames } from './series-names.ts';

/** Which series, over what, and in how many charts. */
export function CurveChoice(props: { runs: PanelRun[]; keys: string[]; options: PanelOptions; onOptions: (patch: PanelOptions) => void }) {
  const { runs, keys, options, onOptions } = props;
  const names = useSeriesNames();
  const all = useMemo(() => seriesOf(runs), [runs]);
  const named = options.keys === undefined && !options.pattern ? keys : readSeriesList(options.keys ?? '');
  const [pattern, setPattern] = useState(options.pattern ?? '');
  const labelled = (list: string[]) => list.map((key) => ({ value: key, label: names(key).label }));
  const fields = useMemo(() => differingFields(runs), [runs]);
  return (
    <Popover position="bottom-end" withinPortal trapFocus>
      <Popover.Target>
        <ActionIcon aria-label="Choose series">
          <IconAdjustments size={14} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown w={360} style={{ display: 'grid', gap: 8 }}>
        <MultiSelect
          label="Series in this panel"
          data={labelled([...new Set([...named, ...all])])}
          value={named}
          onChange={(next) => onOptions({ keys: writeSeriesList(next) })}
          searchable
          comboboxProps={{ withinPortal: false }}
        />
        <TextInput
          label="And all that match"
          description="* is anything, as in gradient/*/layer0"
          value={pattern}
          onChange={(event) => setPattern(event.currentTarget.value)}
          onBlur={() => onOptions({ pattern, ...(options.keys === undefined && pattern !== '' ? { keys: '' } : {}) })}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
        <Select
          label="Across"
          data={[{ value: '', label: 'The page’s axis' }, ...labelled(all)]}
          value={options.over ?? ''}
          onChange={(over) => onOptions({ over: over ?? '', span: '' })}
          searchable
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
        />
        <NativeSelect
          label="A chart for each"
          data={[
            { value: '', label: 'One chart for all' },
            { value: 'series', label: 'Series' },
            { value: 'run', label: 'Run' },
            ...fields.map(({ field, label }) => ({ value: field, label })),
          ]}
          value={options.tiles ?? ''}
          onChange={(event) => onOptions({ tiles: event.currentTarget.value })}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
