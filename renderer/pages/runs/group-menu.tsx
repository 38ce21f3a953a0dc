import { Button, MultiSelect, Popover } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';

/** By which fields the runs are put in groups. */
export function GroupMenu(props: { group: string[]; offered: { value: string; label: string }[]; onGroup: (fields: string[]) => void }) {
  const { group, offered, onGroup } = props;
  const known = new Set(offered.map(({ value }) => value));
  const data = [...offered, ...group.filter((field) => !known.has(field)).map((field) => ({ value: field, label: field }))];
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button leftSection={<IconStack2 size={14} />} aria-pressed={group.length > 0}>
          Group
        </Button>
      </Popover.Target>
      <Popover.Dropdown w={320} p="sm">
        <MultiSelect
          label="Group by"
          description="Runs that have the same values in all of these are one line, with what each column comes to."
          data={data}
          value={group}
          onChange={onGroup}
          searchable
          clearable
          data-autofocus
          maxDropdownHeight={280}
          comboboxProps={{ withinPortal: false }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
