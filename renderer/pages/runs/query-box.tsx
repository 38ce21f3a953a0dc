import { Combobox, useCombobox } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { type RefObject, useState } from 'react';
import { runStatuses } from '../../../shared/run.ts';
import { useCatalogue } from '../../queries.ts';
import { addWord, joinQuery, splitQuery, withoutHalfWord } from './query-words.ts';
import classes from './query-box.module.css';

/**
 * The query as chips and free words: `status:`, `recipe:`, `dataset:` and `tag:` become chips, everything else stays text.
 * What is typed is completed from the catalogue and the tags on screen.
 */
export function QueryBox({
  query,
  onQuery,
  tags,
  inputRef,
}: {
  query: string;
  onQuery: (query: string) => void;
  tags: string[];
  inputRef: RefObject<HTMLInputElement | null>;
}) {
  const [draft, setDraft] = useState<{ chips: string[]; text: string } | null>(null);
  const { chips, text: shown } = draft ?? splitQuery(query);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const suggestions = useSuggestions(shown, chips, tags);
  const commit = () => {
    setDraft(null);
    onQuery(joinQuery(chips, shown));
  };
  /** A word that narrows counts once it is whole: after a space, Enter, or when the box is left. */
  const type = (typed: string) => {
    const isWhole = /\s$/.test(typed) && splitQuery(typed).chips.length > 0;
    setDraft(isWhole ? null : { chips, text: typed });
    onQuery(joinQuery(chips, isWhole ? typed : withoutHalfWord(typed)));
  };
  const drop = (chip: string) => {
    setDraft(null);
    onQuery(
      joinQuery(
        chips.filter((other) => other !== chip),
        shown,
      ),
    );
  };
  const clear = () => {
    setDraft(null);
    onQuery('');
  };
  const take = (word: string) => {
    const typed = shown.split(/\s+/).slice(0, -1).join(' ');
    if (word.endsWith(':')) {
      setDraft({ chips, text: addWord(typed, word) });
      return;
    }
    setDraft(null);
    onQuery(joinQuery([...chips, word], typed));
    combobox.closeDropdown();
  };
  return (
    <Combobox store={combobox} onOptionSubmit={take}>
      <Combobox.DropdownTarget>
        <div className={classes.box}>
          <IconFilter size={14} stroke={1.6} aria-hidden className={classes.icon} />
          {chips.map((chip) => (
            <span key={chip} className={classes.chip}>
              {chip}
              <button type="button" aria-label={`Remove ${chip}`} onClick={() => drop(chip)}>
                <IconX size={11} />
              </button>
            </span>
          ))}
          <Combobox.EventsTarget>
            <input
              ref={inputRef}
              className={classes.input}
              aria-label="Filter runs"
              placeholder={chips.length === 0 ? 'Filter: words, status:, recipe:, dataset:, tag:' : ''}
              value={shown}
              onChange={(event) => {
                type(event.currentTarget.value);
                combobox.openDropdown();
                combobox.updateSelectedOptionIndex();
              }}
              onFocus={() => combobox.openDropdown()}
              onBlur={() => {
                combobox.closeDropdown();
                commit();
              }}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && combobox.getSelectedOptionIndex() < 0) commit();
                if (event.key === 'Backspace' && shown === '' && chips.length > 0) drop(chips[chips.length - 1]);
                if (event.key === 'Escape') event.currentTarget.blur();
              }}
            />
          </Combobox.EventsTarget>
          {query !== '' && (
            <button type="button" className={classes.clear} aria-label="Clear the filter" onClick={clear}>
              <IconX size={13} />
            </button>
          )}
        </div>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={suggestions.length === 0}>
        <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label="Completions">
          {suggestions.map((word) => (
            <Combobox.Option key={word} value={word}>
              {word}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function useSuggestions(typed: string, chips: string[], tags: string[]): string[] {
  const { data: catalogue } = useCatalogue();
  const last = typed.split(/\s+/).at(-1)?.toLowerCase() ?? '';
  const words = [
    ...runStatuses.map((status) => `status:${status}`),
    ...(catalogue?.recipes ?? []).map((recipe) => `recipe:${recipe.name}`),
    ...(catalogue?.datasets ?? []).map((dataset) => `dataset:${dataset.name}`),
    ...tags.map((tag) => `tag:${tag}`),
  ].filter((word) => !chips.includes(word));
  if (last === '') return ['status:', 'recipe:', 'dataset:', ...(tags.length > 0 ? ['tag:'] : [])];
  return words.filter((word) => word.startsWith(last) || (last.length > 1 && word.split(':')[1].includes(last))).slice(0, 12);
}
