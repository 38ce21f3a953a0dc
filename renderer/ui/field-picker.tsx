import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fieldNamed } from '../../shared/query/sorting.ts';
import { listKeys } from '../api-client.ts';

interface FieldPickerProps {
  label: string;
  /** Offered before anything is typed. */
  offered: readonly string[];
  value: string | null;
  words: (field: string) => string;
  onField: (field: string) => void;
  isFocused?: boolean;
}

/** Any field that a run may have, whatever their number: what is typed is looked up in the studio. */
export function FieldPicker({ label, offered, value, words, onField, isFocused }: FieldPickerProps) {
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), 120);
  const { data } = useQuery({
    queryKey: ['query-keys', asked],
    queryFn: ({ signal }) => listKeys(asked, signal),
    enabled: asked !== '',
    staleTime: 15_000,
    placeholderData: keepPreviousData,
  });
  const found = typed.trim() === '' ? [] : (data?.keys ?? []).map(({ key }) => key).filter((key) => fieldNamed(key) !== null);
  const itself = fieldNamed(typed.trim()) === null ? [] : [typed.trim()];
  const fields = [...new Set([...(value === null ? [] : [value]), ...(typed === '' ? offered : []), ...found, ...itself])];
  return (
    <Select
      label={label}
      data={fields.map((field) => ({ value: field, label: labelOf(field, words) }))}
      value={value}
      searchable
      onSearchChange={setTyped}
      filter={({ options, search }) => {
        const isChosen = value !== null && search === labelOf(value, words);
        return isChosen
          ? options
          : options.filter(
              (option) => 'value' in option && `${option.value} ${option.label}`.toLowerCase().includes(search.trim().toLowerCase()),
            );
      }}
      onChange={(next) => next !== null && onField(next)}
      maxDropdownHeight={280}
      comboboxProps={{ withinPortal: false }}
      data-autofocus={isFocused || undefined}
    />
  );
}

function labelOf(field: string, words: (field: string) => string): string {
  const said = words(field);
  return said === field || field.endsWith(`.${said}`) ? field : `${said} (${field})`;
}
