import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { isUnheard } from '../api-client.ts';
import { live } from '../live.ts';
import { strings } from '../strings.ts';
import { detailsOf, ProblemWords } from './problem.tsx';

interface Undoable {
  id: string;
  undo: () => Promise<unknown> | unknown;
}
const undoables: Undoable[] = [];
let count = 0;

/** Says what was done and offers to take it back, by the button or by Z. */
export function offerUndo(sentence: string, undo: Undoable['undo']): void {
  const id = `undo-${++count}`;
  undoables.push({ id, undo });
  if (undoables.length > 50) undoables.shift();
  notifications.show({
    id,
    autoClose: 8000,
    withCloseButton: true,
    message: (
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <span>{sentence}</span>
        <Button onClick={() => void takeBack(id)}>{strings.undo}</Button>
      </div>
    ),
  });
}

/** False where there is nothing to take back. */
export function undoLast(): boolean {
  const last = undoables.at(-1);
  if (!last) return false;
  void takeBack(last.id);
  return true;
}

async function takeBack(id: string): Promise<void> {
  const index = undoables.findIndex((entry) => entry.id === id);
  if (index < 0) return;
  const [entry] = undoables.splice(index, 1);
  notifications.hide(id);
  try {
    await entry.undo();
    notifications.show({ message: strings.undone, autoClose: 2000 });
  } catch (error) {
    showError(error);
  }
}

export function showError(error: unknown): void {
  // With details to unfold it stays until it is closed.
  const autoClose = detailsOf(error) === '' ? 10_000 : false;
  const id = notifications.show({ color: 'red', message: <ProblemWords error={error} />, autoClose, role: 'alert' });
  if (!isUnheard(error)) return;
  const forget = live.subscribe(({ run }) => {
    if (run !== null) return;
    forget();
    notifications.hide(id);
  });
}
/** The sentence of what went wrong, and what can be done instead; it stays until it is closed. */
export function offerInstead(error: unknown, label: string, instead: () => unknown): void {
  const id = `instead-${++count}`;
  const take = () => {
    notifications.hide(id);
    void instead();
  };
  const message = (
    <div className="row" style={{ justifyContent: 'space-between' }}>
      <ProblemWords error={error} />
      <Button onClick={take}>{label}</Button>
    </div>
  );
  notifications.show({ id, color: 'red', autoClose: false, withCloseButton: true, role: 'alert', message });
}
/** Does it, and shows the sentence of what went wrong. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    showError(error);
    return undefined;
  }
}
export function say(sentence: string): void {
  notifications.show({ message: sentence, autoClose: 3500 });
}
