import { describe, expect, test } from 'vitest';
import type { SeriesEntry } from './catalogue.ts';
import { seriesName } from './series-name.ts';

const entry = (key: string, label: string): SeriesEntry => ({ key, label, unit: '', help: `about ${label}`, better: 'lower' });
const entries = [
  entry('loss/*', 'Loss'),
  entry('w1', 'Exact W₁'),
  entry('gradient-depth/*', 'Gradient norm at depth'),
  entry('loss/total', 'All losses'),
  entry('*/kl', 'KL to the prior'),
];

describe('the name of a series', () => {
  test('is the catalogue’s; a key of many says which one it is', () => {
    expect(seriesName(entries, 'w1')).toMatchObject({ label: 'Exact W₁', help: 'about Exact W₁', better: 'lower' });
    expect(seriesName(entries, 'loss/critic').label).toBe('Loss, critic');
    expect(seriesName(entries, 'gradient-depth/critic/01-dense1').label).toBe('Gradient norm at depth, critic 01-dense1');
    expect(seriesName(entries, 'loss/total').label).toBe('All losses');
    expect(seriesName(entries, 'encoder/kl').label).toBe('KL to the prior, encoder');
    expect(seriesName(entries, 'a/b/kl').label).toBe('KL to the prior, a b');
  });
  test('is the key where the catalogue does not know it', () => {
    expect(seriesName(entries, 'kl')).toMatchObject({ label: 'kl' });
    expect(seriesName(entries, 'train/accuracy')).toEqual({ label: 'train/accuracy', unit: '', help: '', better: null });
  });
});
