import { describe, expect, test } from 'vitest';
import { FrameCache } from './frame-cache.ts';

/** Makes frames when told to, and keeps what was asked. */
function controlled(frames = 100) {
  const asked: number[][] = [];
  const waiting: (() => void)[] = [];
  let changes = 0;
  const cache = new FrameCache<number[]>({
    frames,
    batch: 4,
    reach: 6,
    make: (wanted) => {
      asked.push(wanted);
      return new Promise((resolve) => waiting.push(() => resolve(wanted)));
    },
    onChange: () => {
      changes++;
    },
  });
  const answer = async () => {
    waiting.shift()?.();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { cache, asked, answer, changes: () => changes };
}

describe('frames of a walk', () => {
  test('the wish comes with its neighbours ahead', () => {
    const { cache, asked } = controlled();
    cache.want(10);
    expect(asked).toEqual([[10, 11, 12, 13]]);
  });
  test('one ask at a time, and the newest wish wins', async () => {
    const { cache, asked, answer } = controlled();
    cache.want(10);
    cache.want(50);
    cache.want(90);
    expect(asked).toHaveLength(1);
    await answer();
    expect(asked[1]).toEqual([90, 91, 92, 93]);
  });
  test('travelling back, the neighbours lie behind', async () => {
    const { cache, asked, answer } = controlled();
    cache.want(30);
    cache.want(20);
    await answer();
    expect(asked[1]).toEqual([20, 19, 18, 17]);
  });
  test('it stops when everything within reach is there, and remembers', async () => {
    const { cache, asked, answer } = controlled(5);
    cache.want(2);
    await answer();
    await answer();
    expect(asked.flat().sort()).toEqual([0, 1, 2, 3, 4]);
    expect(cache.get(4)?.made[cache.get(4)?.index ?? -1]).toBe(4);
    cache.want(0);
    expect(asked.flat()).toHaveLength(5);
  });
  test('an error stops the asking until told to go on', async () => {
    let fails = true;
    let asks = 0;
    const cache = new FrameCache<number>({
      frames: 3,
      make: async () => {
        asks++;
        if (fails) throw new Error('The checkpoint is gone.');
        return 1;
      },
      onChange: () => {},
    });
    cache.want(0);
    await Promise.resolve();
    await Promise.resolve();
    expect(String(cache.error)).toContain('gone');
    cache.want(1);
    expect(asks).toBe(1);
    fails = false;
    cache.retry();
    await Promise.resolve();
    await Promise.resolve();
    expect(cache.size).toBe(3);
  });
  test('closed, it says nothing more', async () => {
    const { cache, answer, changes } = controlled();
    cache.want(0);
    cache.close();
    await answer();
    expect(changes()).toBe(0);
  });
});
