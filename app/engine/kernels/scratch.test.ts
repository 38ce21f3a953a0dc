import { expect, test } from 'vitest';
import { openScratch } from './scratch.ts';

function heap() {
  let top = 8;
  const held = new Set<number>();
  const counts = { allocated: 0 };
  return {
    counts,
    held,
    _malloc(bytes: number) {
      counts.allocated += 1;
      const address = top;
      held.add(address);
      top += bytes;
      return address;
    },
    _free(address: number) {
      held.delete(address);
    },
  };
}

test('what a kernel takes lies apart, and is taken again by the next without asking the heap', () => {
  const memory = heap();
  const scratch = openScratch(memory);
  const kernel = () =>
    scratch.during(() => {
      const first = scratch.take(100);
      const inner = scratch.during(() => scratch.take(1000));
      const second = scratch.take(5);
      expect([first % 64, inner % 64, second % 64]).toEqual([0, 0, 0]);
      expect(Math.abs(second - first)).toBeGreaterThanOrEqual(first < second ? 400 : 20);
      return [first, second];
    });
  kernel();
  const { allocated } = memory.counts;
  const places = kernel();
  expect(kernel()).toEqual(places);
  expect(memory.counts.allocated).toBe(allocated);
  expect(memory.held.size).toBe(1);
});

test('a kernel that breaks off gives back what it took', () => {
  const scratch = openScratch(heap());
  const take = () => scratch.during(() => scratch.take(10));
  take();
  const place = take();
  expect(() =>
    scratch.during(() => {
      scratch.take(10);
      throw new Error('broken off');
    }),
  ).toThrow('broken off');
  expect(take()).toBe(place);
});

test('where the memory has no room for one larger block, nothing is taken from those given back', () => {
  const memory = heap();
  let isFull = false;
  const scratch = openScratch({ ...memory, _malloc: (bytes) => (isFull ? 0 : memory._malloc(bytes)) });
  scratch.during(() => scratch.take(10));
  const fill = () =>
    scratch.during(() => {
      scratch.take(100);
      isFull = true;
    });
  expect(fill).toThrow(/memory of WebAssembly is full/);
  expect(memory.held.size).toBe(0);
  isFull = false;
  expect(scratch.during(() => [scratch.take(10), memory.held.size])).toEqual([expect.any(Number), 1]);
});

test('a full memory is said', () => {
  const scratch = openScratch({ _malloc: () => 0, _free: () => {} });
  expect(() => scratch.during(() => scratch.take(10))).toThrow(/memory of WebAssembly is full/);
});
