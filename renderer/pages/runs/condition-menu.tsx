import { ActionIcon, Autocomplete, Button, Popover, Select } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { knownValues } from '../../../shared/query/completion.ts';
import { fieldNamed } from '../../../shared/query/sorting.ts';
import { listKeys, listValues } from '../../api-client.ts';
import { choicesFor, takesValue, withCondition, writeCondition } from './condition.ts';
import { understood } from './query-words.ts';

/** A condition chosen from what is recorded, for those who would rather not type it. */
export function ConditionMenu({ query, onQuery }: { query: string; onQuery: (query: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover position="bottom-end" trapFocus opened={isOpen} onChange={setOpen}>
      <Popover.Target>
        <ActionIcon aria-label="Add a condition" title="Add a condition" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <IconPlus size={15} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown w={300} p="sm">
        <ConditionForm
          onAdd={(condition) => {
            onQuery(withCondition(query, condition));
            setOpen(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function ConditionForm({ onAdd }: { onAdd: (condition: string) => void }) {
  const [name, setName] = useState('');
  const [operator, setOperator] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const field = fieldNamed(name.trim());
  const choices = field === null ? [] : choicesFor(field);
  const chosen = choices.find(({ value }) => value === operator)?.value ?? choices[0]?.value ?? null;
  const { data: keys } = useQuery({
    queryKey: ['query-keys', name],
    queryFn: ({ signal }) => listKeys(name, signal),
    staleTime: 15_000,
    placeholderData: keepPreviousData,
  });
  const known = field === null ? null : knownValues(field);
  const { data: values } = useQuery({
    queryKey: ['query-values', name, ''],
    queryFn: ({ signal }) => listValues(name, '', signal),
    enabled: field !== null && known === null,
    staleTime: 15_000,
  });
  const offered = known ?? (values?.values ?? []).map(({ value }) => String(value));
  const needsValue = chosen !== null && takesValue(chosen);
  const condition = field === null || chosen === null || (needsValue && typed.trim() === '') ? null : writeCondition(field, chosen, typed);
  const state = condition === null ? null : understood(condition);
  const problem = state?.as === 'problem' ? state.issue.message : undefined;
  return (
    <form
      style={{ display: 'grid', gap: 8 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (condition !== null && problem === undefined) onAdd(condition);
      }}
    >
      <Autocomplete
        label="Field"
        placeholder="params.lambda, metrics.w1.min, status …"
        data={(keys?.keys ?? []).map(({ key }) => key)}
        // The studio has filtered them.
        filter={({ options }) => options}
        value={name}
        onChange={setName}
        data-autofocus
        maxDropdownHeight={240}
        comboboxProps={{ withinPortal: false }}
      />
      <Select
        label="Comparison"
        data={choices}
        value={chosen}
        onChange={setOperator}
        disabled={choices.length === 0}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
      />
      {needsValue && (
        <Autocomplete
          label="Value"
          placeholder={chosen.endsWith('[') ? 'several, with commas between' : ''}
          data={[...new Set(offered)]}
          value={typed}
          onChange={setTyped}
          error={problem}
          maxDropdownHeight={200}
          comboboxProps={{ withinPortal: false }}
        />
      )}
      <Button type="submit" variant="filled" disabled={condition === null || problem !== undefined}>
        Add the condition
      </Button>
    </form>
  );
}
