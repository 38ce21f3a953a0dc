import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Change } from '../../shared/api/studio.ts';
import { openChanges } from './changes.ts';

describe('the feed of changes', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const start = 1_000_000;

  it('sends the first of a burst at once and unites the rest', () => {
    const changes = openChanges(() => start);
    const heard: Change[] = [];
    changes.subscribe((change) => heard.push(change));
    for (let step = 1; step <= 10; step += 1) changes.announce({ run: 'a', kinds: ['points'], step });
    changes.announce({ run: 'a', kinds: ['samples', 'points'], step: 11 });
    changes.announce({ run: 'b', kinds: ['run'] });
    expect(heard.map(({ run, step }) => [run, step])).toEqual([
      ['a', 1],
      ['b', null],
    ]);
    vi.advanceTimersByTime(30);
    expect(heard[2]).toEqual({ sequence: start + 3, run: 'a', kinds: ['points', 'samples'], step: 11 });
    vi.advanceTimersByTime(1000);
    expect(heard).toHaveLength(3);
  });

  it('sends at most one change a run each 30 ms under a steady stream', () => {
    const changes = openChanges(() => start);
    const heard: Change[] = [];
    changes.subscribe((change) => heard.push(change));
    for (let time = 0; time < 300; time += 1) {
      changes.announce({ run: 'a', kinds: ['points'], step: time });
      vi.advanceTimersByTime(1);
    }
    expect(heard.length).toBeLessThanOrEqual(11);
    expect(heard.length).toBeGreaterThanOrEqual(10);
  });

  it('answers what came after a sequence, and null for one of another process', () => {
    const changes = openChanges(() => start);
    changes.announce({ run: 'a', kinds: ['run'] });
    const seen = changes.sequence;
    changes.announce({ run: 'b', kinds: ['run'] });
    expect(changes.since(seen)?.map(({ run }) => run)).toEqual(['b']);
    expect(changes.since(changes.sequence)).toEqual([]);
    expect(changes.since(start - 500)).toBeNull();
    expect(changes.since(changes.sequence + 1)).toBeNull();
  });

  it('knows that it has forgotten', () => {
    const changes = openChanges(() => start);
    for (let run = 0; run < 2500; run += 1) changes.announce({ run: String(run), kinds: ['run'] });
    expect(changes.since(start)).toBeNull();
    expect(changes.since(changes.sequence - 2000)).toHaveLength(2000);
  });

  it('is silent to whom has left', () => {
    const changes = openChanges(() => start);
    const heard: Change[] = [];
    const leave = changes.subscribe((change) => heard.push(change));
    leave();
    changes.announce({ run: 'a', kinds: ['run'] });
    expect(heard).toEqual([]);
  });
});
