import { Button, MultiSelect, NativeSelect, Popover } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useMemo } from 'react';
import { knownConfig } from '../../../shared/origin.ts';
import { readFields } from '../../field-list.ts';
import type { PanelRun } from '../../panels/panel.ts';
import type { PageView } from '../../panels/page-view.ts';
import { offeredFields } from './band-fields.ts';

interface BandMenuProps {
  runs: PanelRun[];
  view: PageView;
  onView: (patch: Partial<PageView>) => void;
}

/** Runs with the same values as one line with a band, in all curves of the page. */
export function BandMenu({ runs, view, onView }: BandMenuProps) {
  const group = useMemo(() => readFields(view.group), [view.group]);
  const offered = useMemo(
    () =>
      offeredFields(
        runs.map(({ detail }) => knownConfig(detail.run)),
        group,
      ),
    [runs, group],
  );
  return (
    <Popover position="bottom-start" trapFocus>
      <Popover.Target>
        <Button leftSection={<IconStack2 size={14} />} aria-pressed={group.length > 0}>
          Bands
        </Button>
      </Popover.Target>
      <Popover.Dropdown w={340} p="sm" style={{ display: 'grid', gap: 8 }}>
        <MultiSelect
          label="Group by"
          description="Runs that have the same values in all of these are one line with a band. What differs between the runs stands first."
          data={offered}
          value={group}
          onChange={(fields) => onView({ group: fields.join(',') })}
          searchable
          clearable
          data-autofocus
          maxDropdownHeight={260}
          comboboxProps={{ withinPortal: false }}
        />
        <NativeSelect
          label="Line"
          data={[
            { value: 'mean', label: 'Mean' },
            { value: 'median', label: 'Median' },
          ]}
          value={view.middle}
          onChange={(event) => onView({ middle: event.currentTarget.value as PageView['middle'] })}
        />
        <NativeSelect
          label="Band"
          data={bandKinds}
          value={view.spread}
          onChange={(event) => onView({ spread: event.currentTarget.value as PageView['spread'] })}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

const bandKinds: { value: PageView['spread']; label: string }[] = [
  { value: 'std', label: '± standard deviation' },
  { value: 'stderr', label: '± standard error' },
  { value: 'range', label: 'Lowest to highest' },
  { value: 'bootstrap', label: '95 % bootstrap' },
  { value: 'none', label: 'None' },
];
