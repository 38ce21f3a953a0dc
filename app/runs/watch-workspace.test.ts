import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { StudioError } from '../../shared/errors.ts';
import { openStore } from '../store/open-store.ts';
import { addCheckpoint, createRun } from '../store/store.fixtures.ts';
import { openChanges } from './changes.ts';
import { watchWorkspace } from './watch-workspace.ts';

it('looks again at checkpoints that moved where the disk refused the first look', () => {
  vi.useFakeTimers();
  const folder = mkdtempSync(join(tmpdir(), 'ganymede-watch-'));
  const store = openStore({ folder, now: () => 1 });
  const changes = openChanges(() => 1);
  try {
    addCheckpoint(store, createRun(store), 4);
    const watching = watchWorkspace(store, changes);
    const look = vi.spyOn(store, 'look').mockImplementationOnce(() => {
      throw new StudioError('failed', 'The disk failed.');
    });
    renameSync(join(folder, 'checkpoints'), join(folder, 'elsewhere'));
    vi.advanceTimersByTime(2000);
    expect(look).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(4000);
    expect(look).toHaveBeenCalledTimes(2);
    expect(store.notices.list()).toMatchObject([{ kind: 'checkpoints-missing' }]);
    watching.close();
  } finally {
    vi.useRealTimers();
    changes.close();
    store.close();
    rmSync(folder, { recursive: true });
  }
});
