import { useEffect, useEffectEvent } from 'react';

/** The sheet of keys, as it is shown by `?` and in Settings. */
export const keySheet: { where: string; keys: { keys: string[]; does: string }[] }[] = [
  {
    where: 'Everywhere',
    keys: [
      { keys: ['⌘/Ctrl', 'K'], does: 'Search or run a command' },
      { keys: ['?'], does: 'Show this sheet' },
      { keys: ['N'], does: 'New run' },
      { keys: ['I'], does: 'Import runs' },
      { keys: ['Z'], does: 'Undo' },
      { keys: ['Esc'], does: 'Close the top thing' },
      { keys: ['G', 'R'], does: 'Go to runs' },
      { keys: ['G', 'C'], does: 'Go to compare' },
      { keys: ['G', 'L'], does: 'Go to latents' },
      { keys: ['G', 'D'], does: 'Go to data' },
      { keys: ['G', 'B'], does: 'Go to laboratories' },
      { keys: ['G', 'S'], does: 'Go to settings' },
    ],
  },
  {
    where: 'Runs',
    keys: [
      { keys: ['J'], does: 'Next run' },
      { keys: ['K'], does: 'Previous run' },
      { keys: ['Enter'], does: 'Open the run' },
      { keys: ['X'], does: 'Select or deselect' },
      { keys: ['E'], does: 'Archive' },
      { keys: ['S'], does: 'Star, or take the star away' },
      { keys: ['B'], does: 'Make it the baseline that others are held against' },
      { keys: ['C'], does: 'Compare the selection' },
      { keys: ['F'], does: 'Filter' },
    ],
  },
  {
    where: 'Run, compare and latents',
    keys: [
      { keys: ['←'], does: 'One step back' },
      { keys: ['→'], does: 'One step on' },
      { keys: ['Shift', '← →'], does: 'Ten steps' },
      { keys: ['Space'], does: 'Play' },
      { keys: ['Backspace'], does: 'One zoom of the curves back' },
    ],
  },
];

/** By chord: `mod+k`, `shift+ArrowLeft`, `j`, `?`, ` `, or two keys in turn: `g r`. Answer false to let the key through. */
export type KeyBindings = Record<string, (event: KeyboardEvent) => unknown>;

const stack: ((event: KeyboardEvent, chord: string) => boolean)[] = [];
let prefix = '';
let prefixAt = 0;

/** Binds keys while mounted. The newest binding wins; typing, sliders and open dialogs keep their own keys. */
export function useKeys(bindings: KeyBindings): void {
  const handle = useEffectEvent((event: KeyboardEvent, chord: string): boolean => {
    const binding = bindings[chord];
    return binding !== undefined && binding(event) !== false;
  });
  useEffect(() => {
    const entry = (event: KeyboardEvent, chord: string) => handle(event, chord);
    stack.push(entry);
    if (stack.length === 1) window.addEventListener('keydown', listen);
    return () => {
      stack.splice(stack.indexOf(entry), 1);
      if (stack.length === 0) window.removeEventListener('keydown', listen);
    };
  }, []);
}

function listen(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const chord = chordOf(event);
  const isCommand = chord.startsWith('mod+');
  if (!isCommand && (keepsKeys(event.target, event.key) || document.querySelector('[role="dialog"][aria-modal="true"]'))) return;
  const chords = event.timeStamp - prefixAt < 900 && prefix !== '' ? [`${prefix} ${chord}`, chord] : [chord];
  prefix = chord.length === 1 ? chord : '';
  prefixAt = event.timeStamp;
  for (const tried of chords) {
    for (let i = stack.length - 1; i >= 0; i--) {
      if (!stack[i](event, tried)) continue;
      event.preventDefault();
      return;
    }
  }
}

/** `?` and other shifted signs are named by themselves; letters are lower case. */
export function chordOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const isSign = event.key.length === 1 && !/[a-z0-9 ]/i.test(event.key);
  const parts = [event.ctrlKey || event.metaKey ? 'mod' : '', event.altKey ? 'alt' : '', event.shiftKey && !isSign ? 'shift' : '', key];
  return parts.filter((part) => part !== '').join('+');
}

function keepsKeys(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=range])')) return true;
  const isMove = key.startsWith('Arrow') || key === 'Home' || key === 'End';
  if (isMove && target.closest('[role=slider],[role=separator],[role=tab],[role=listbox],[role=menu],[role=radiogroup],input')) return true;
  return (key === ' ' || key === 'Enter') && target.closest('button,a,[role=button],[role=menuitem],[role=tab],summary,input') !== null;
}
