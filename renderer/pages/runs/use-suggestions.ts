import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type Completion, completionAt, knownValues, operatorsFor, writtenValue } from '../../../shared/query/completion.ts';
import { runStatuses } from '../../../shared/run.ts';
import { listKeys, listValues } from '../../api-client.ts';
import { useCatalogue } from '../../queries.ts';

/** Something to go on with: the text from `from` to the caret becomes `insert`, or it is a chip. */
export interface Suggestion {
  label: string;
  help: string;
  from: number;
  insert: string;
  chip?: boolean;
}

/** New params and series come with new runs. */
const freshFor = 15_000;
const most = 40;

/** What could stand at the caret: short words from the catalogue, fields and values from what is recorded. */
export function useSuggestions(
  text: string,
  caret: number,
  chips: readonly string[],
  tags: readonly string[],
  isOpen: boolean,
): Suggestion[] {
  const { data: catalogue } = useCatalogue();
  const place = completionAt(text, caret);
  const asksKeys = isOpen && place?.kind === 'field' && isFieldWanted(text, place);
  const asksValues = isOpen && place?.kind === 'value' && knownValues(place.field) === null;
  const { data: keys } = useQuery({
    queryKey: ['query-keys', asksKeys ? place.typed : ''],
    queryFn: ({ signal }) => listKeys(place?.typed ?? '', signal),
    enabled: asksKeys,
    staleTime: freshFor,
    placeholderData: keepPreviousData,
  });
  const { data: values } = useQuery({
    queryKey: ['query-values', asksValues ? place.name : '', asksValues ? place.typed : ''],
    queryFn: ({ signal }) => listValues(asksValues ? place.name : '', place?.typed ?? '', signal),
    enabled: asksValues,
    staleTime: freshFor,
  });
  if (place === null) return [];
  const { from } = place;
  switch (place.kind) {
    case 'field': {
      const typed = place.typed.toLowerCase();
      const isAtStart = !/\b(and|or|not|in)\s|[=<>(]/.test(text.slice(0, from));
      const short = isAtStart ? shortWords(typed, chips, tags, catalogue) : [];
      const found = asksKeys ? (keys?.keys ?? []).filter(({ key }) => key.toLowerCase().includes(typed)) : [];
      return [
        ...short.map((word) => ({ label: word, help: '', from, insert: word, chip: true })),
        ...found.map(({ key, help }) => ({ label: key, help, from, insert: `${key} ` })),
      ].slice(0, most);
    }
    case 'value': {
      const known = knownValues(place.field)?.filter((value) => value.startsWith(place.typed));
      const all = known?.map((value) => ({ value, count: null })) ?? values?.values ?? [];
      return all.map(({ value, count }) => ({
        label: writtenValue(value),
        help: count === null ? '' : `${count} run${count === 1 ? '' : 's'}`,
        from,
        insert: `${writtenValue(value)} `,
      }));
    }
    case 'operator':
      return operatorsFor(place.field)
        .filter((operator) => operator.startsWith(place.typed) && operator !== place.typed)
        .map((operator) => ({ label: operator, help: '', from, insert: operator.endsWith('[') ? operator : `${operator} ` }));
    case 'link':
      return ['and', 'or']
        .filter((word) => word.startsWith(place.typed))
        .map((word) => ({ label: word, help: '', from, insert: `${word} ` }));
  }
}

/** Not after each word of a search for words. */
function isFieldWanted(text: string, place: Completion): boolean {
  const before = text.slice(0, place.from).trim();
  return place.typed !== '' || before === '' || /(\b(and|or|not|in)|[(<>=])$/.test(before);
}

function shortWords(
  typed: string,
  chips: readonly string[],
  tags: readonly string[],
  catalogue: ReturnType<typeof useCatalogue>['data'],
): string[] {
  if (typed === '') return ['status:', 'recipe:', 'dataset:', ...(tags.length > 0 ? ['tag:'] : [])];
  const words = [
    ...runStatuses.map((status) => `status:${status}`),
    ...(catalogue?.recipes ?? []).map((recipe) => `recipe:${recipe.name}`),
    ...(catalogue?.datasets ?? []).map((dataset) => `dataset:${dataset.name}`),
    ...tags.map((tag) => `tag:${tag}`),
  ].filter((word) => !chips.includes(word));
  return words.filter((word) => word.startsWith(typed) || (typed.length > 1 && word.split(':')[1].includes(typed))).slice(0, 12);
}
