import { expect, test } from 'vitest';
import type { Catalogue, RecipeEntry } from '../../../shared/catalogue.ts';
import { checkDraft, draftFromYaml, draftOf, inputOf, newDraft, withRecipe } from './draft.ts';

const recipe = (name: string, rest: Partial<RecipeEntry> = {}): RecipeEntry => ({
  name,
  title: name,
  purpose: '',
  idea: '',
  paper: { authors: '', title: '', year: 2016, arxiv: null },
  family: 'autoregressive',
  formulas: [],
  accepts: ['points'],
  players: [],
  params: [],
  ...rest,
});
const catalogue: Catalogue = {
  version: '0',
  metrics: [],
  probes: [],
  health: [],
  examples: [],
  sweeps: [],
  recipes: [recipe('quick'), recipe('slow', { recording: { samplesEvery: 500 } })],
  datasets: [{ name: 'ring8', title: '', purpose: '', kind: 'points', fromDisk: false, params: [] }],
};
const intervals = (draft: Parameters<typeof checkDraft>[1]) => checkDraft(catalogue, draft).config?.recording.samplesEvery;

test('intervals that nobody changed follow the recipe; one that was changed stays', () => {
  const quick = newDraft('quick', 'ring8');
  expect(intervals(quick)).toBe(100);
  expect(intervals(withRecipe(quick, 'slow', catalogue))).toBe(500);
  expect(intervals(withRecipe({ ...quick, recording: { samplesEvery: 20 } }, 'slow', catalogue))).toBe(20);
});

test('a stored config and its YAML come back as the same draft, no default repeated', () => {
  const { config } = checkDraft(catalogue, { ...newDraft('slow', 'ring8'), recording: { metricsEvery: 50 }, threads: 3 });
  const draft = draftOf(config!, catalogue);
  expect(draft.recording).toEqual({ metricsEvery: 50 });
  expect(inputOf(draft)).toMatchObject({ recipe: 'slow', threads: 3, recording: { metricsEvery: 50 } });
  expect(inputOf({ ...draft, threads: '' })).not.toHaveProperty('threads');
  const read = draftFromYaml('recipe: slow\ndataset: ring8\nthreads: 3\nrecording: { metricsEvery: 50 }');
  expect('draft' in read && inputOf(read.draft)).toEqual(inputOf(draft));
});
