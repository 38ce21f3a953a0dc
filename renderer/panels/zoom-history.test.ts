import { expect, test } from 'vitest';
import { ZoomHistory } from './zoom-history.ts';

test('each zoom is taken back by itself, and what another axis had is forgotten', () => {
  const history = new ZoomHistory();
  const see = (range: [number, number] | null, axis: 'step' | 'time' = 'step') => history.see({ axis, range });
  see(null);
  see([0, 100]);
  see([0, 100]);
  see([20, 40]);
  expect(history.back()).toEqual([0, 100]);
  see([0, 100]);
  expect(history.back()).toBeNull();
  see(null);
  expect(history.back()).toBeNull();
  see([1, 2]);
  see(null);
  expect(history.back()).toEqual([1, 2]);
  see([5, 6], 'time');
  expect(history.back()).toBeNull();
});
