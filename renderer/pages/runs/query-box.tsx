import { Combobox, useCombobox } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { type RefObject, useEffect, useEffectEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import type { Issue } from '../../../shared/errors.ts';
import { completionAt } from '../../../shared/query/completion.ts';
import { addWord, joinQuery, splitQuery, understood, withoutHalfWord } from './query-words.ts';
import { QueryMarks } from './query-marks.tsx';
import { useSuggestions } from './use-suggestions.ts';
import classes from './query-box.module.css';

/** An expression counts once nobody types on: half of a key is another key. */
const pause = 450;

/**
 * The query as chips and free text: `status:`, `recipe:`, `dataset:` and `tag:` become chips, everything else stays text, words or an
 * expression. What is typed is completed from what is recorded; a word that is wrong is underlined, and the list stays as it was.
 */
export function QueryBox({
  query,
  onQuery,
  tags,
  hints,
  inputRef,
  isPatient = false,
  label = 'Filter runs',
  placeholder = 'Filter: words, status:, tag:, or params.lambda > 0.1 and metrics.w1.min < 0.2',
}: {
  query: string;
  onQuery: (query: string) => void;
  tags: string[];
  /** Of the studio, on the query as it stands. */
  hints: readonly Issue[];
  inputRef: RefObject<HTMLInputElement | null>;
  /** Words, too, count only once nobody types on: each answer costs more than a list. */
  isPatient?: boolean;
  label?: string;
  placeholder?: string;
}) {
  const [draft, setDraft] = useState<{ chips: string[]; text: string } | null>(null);
  const { chips, text: shown } = draft ?? splitQuery(query);
  const [caret, setCaret] = useState(shown.length);
  /** What is to be asked once nobody types on; null: nothing waits. */
  const [waiting, setWaiting] = useState<string | null>(null);
  const [scrolled, setScrolled] = useState(0);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const suggestions = useSuggestions(shown, Math.min(caret, shown.length), chips, tags, combobox.dropdownOpened);
  const told = useId();

  const whole = joinQuery(chips, shown);
  const state = understood(whole);
  const said = state.as === 'problem' ? state.issue : whole.trim() === query.trim() ? hints.find(({ at }) => at !== undefined) : undefined;
  // A word that is still being chosen waits for a choice, a space, Enter, or for the box to be left.
  const typed = shown.slice(completionAt(shown, caret)?.from ?? caret, caret);
  const isHalf = combobox.dropdownOpened && typed !== '' && suggestions.length > 0 && !suggestions.some(({ label }) => label === typed);
  const issue = waiting === null && !isHalf ? said : undefined;
  const behindChips = whole.length - shown.length;

  /** What this box asked last: any other query comes from elsewhere, and what was typed is not of it. */
  const asked = useRef(query);
  useLayoutEffect(() => {
    if (query === asked.current) return;
    asked.current = query;
    setDraft(null);
    setWaiting(null);
  }, [query]);
  /** What can't be read is not asked, and says so by false. */
  const send = (next: string): boolean => {
    setWaiting(null);
    if (understood(next).as === 'problem') return false;
    asked.current = next;
    onQuery(next);
    return true;
  };
  /** Asks at once; what can't be read stays in the box as it is. */
  const sendOrKeep = (next: { chips: string[]; text: string }) => setDraft(send(joinQuery(next.chips, next.text)) ? null : next);
  const commit = () => sendOrKeep({ chips, text: shown });
  /** A word that narrows counts once it is whole: after a space, Enter, or when the box is left. */
  const type = (text: string) => {
    const isWhole = /\s$/.test(text) && splitQuery(text).chips.length > 0;
    if (isWhole && !isPatient) {
      sendOrKeep({ chips, text });
      return;
    }
    const next = joinQuery(chips, isWhole ? text : withoutHalfWord(text));
    setDraft({ chips, text });
    if (!isPatient && understood(next).as === 'words') send(next);
    else setWaiting(next);
  };
  const settle = useEffectEvent((next: string) => {
    if (!isHalf) send(next);
  });
  useEffect(() => {
    if (waiting === null) return;
    const timer = setTimeout(() => settle(waiting), pause);
    return () => clearTimeout(timer);
  }, [waiting]);
  const drop = (chip: string) => sendOrKeep({ chips: chips.filter((other) => other !== chip), text: shown });
  const take = (place: string) => {
    const suggestion = suggestions[Number(place)];
    if (suggestion === undefined) return;
    const [before, after] = [shown.slice(0, suggestion.from), shown.slice(caret)];
    if (suggestion.chip && !suggestion.insert.endsWith(':')) {
      sendOrKeep({ chips: [...chips, suggestion.insert], text: `${before.trimEnd()}${after}` });
      combobox.closeDropdown();
      return;
    }
    // A quote that stands behind the caret already is the value's own.
    const rest = /["'] $/.test(suggestion.insert) ? after.replace(/^["']/, '') : after;
    const inserted = suggestion.chip ? addWord(before, suggestion.insert) : before + suggestion.insert;
    type(inserted + rest.trimStart());
    combobox.openDropdown();
    combobox.resetSelectedOption();
    requestAnimationFrame(() => {
      inputRef.current?.setSelectionRange(inserted.length, inserted.length);
      setCaret(inserted.length);
    });
  };

  return (
    <Combobox store={combobox} onOptionSubmit={take} position="bottom-start" styles={{ dropdown: { minWidth: 320 } }}>
      <Combobox.DropdownTarget>
        <div className={classes.box} data-invalid={(issue !== undefined && state.as === 'problem') || undefined}>
          <IconFilter size={14} stroke={1.6} aria-hidden className={classes.icon} />
          {chips.map((chip) => (
            <span key={chip} className={classes.chip}>
              {chip}
              <button type="button" aria-label={`Remove ${chip}`} onClick={() => drop(chip)}>
                <IconX size={11} />
              </button>
            </span>
          ))}
          <span className={classes.field}>
            {issue?.at && (
              <QueryMarks text={shown} issue={issue} behind={behindChips} scrolled={scrolled} isWrong={state.as === 'problem'} />
            )}
            <Combobox.EventsTarget>
              <input
                ref={inputRef}
                className={classes.input}
                aria-label={label}
                aria-invalid={(issue !== undefined && state.as === 'problem') || undefined}
                aria-describedby={issue ? told : undefined}
                spellCheck={false}
                autoComplete="off"
                placeholder={chips.length === 0 ? placeholder : ''}
                value={shown}
                onChange={(event) => {
                  setCaret(event.currentTarget.selectionStart ?? event.currentTarget.value.length);
                  type(event.currentTarget.value);
                  combobox.openDropdown();
                  combobox.resetSelectedOption();
                }}
                onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
                onScroll={(event) => setScrolled(event.currentTarget.scrollLeft)}
                onFocus={() => combobox.openDropdown()}
                onBlur={() => {
                  combobox.closeDropdown();
                  commit();
                }}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && combobox.getSelectedOptionIndex() < 0) {
                    commit();
                    combobox.closeDropdown();
                  }
                  if (event.key === 'Backspace' && shown === '' && chips.length > 0) drop(chips[chips.length - 1]);
                  if (event.key === 'Escape') event.currentTarget.blur();
                }}
              />
            </Combobox.EventsTarget>
          </span>
          {(query !== '' || shown !== '') && (
            <button
              type="button"
              className={classes.clear}
              aria-label="Clear the filter"
              onClick={() => {
                setDraft(null);
                send('');
              }}
            >
              <IconX size={13} />
            </button>
          )}
          <span id={told} role="status" className={classes.told} data-wrong={state.as === 'problem' || undefined} hidden={!issue}>
            {issue?.message}
          </span>
        </div>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={suggestions.length === 0 || issue !== undefined}>
        <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label="Completions">
          {suggestions.map(({ label, help }, at) => (
            <Combobox.Option key={label} value={String(at)}>
              <span className={classes.option}>
                <span>{label}</span>
                <span className="soft ellipsis">{help}</span>
              </span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
