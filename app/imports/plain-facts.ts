import { shownPlainly } from '../../shared/run-name.ts';
import type { RunFacts } from '../store/store.ts';

/** What a log says of its run, within what a person could have written: it goes to terminals, tables and addresses. */
export function plainFacts(facts: RunFacts): RunFacts {
  const { name, recipe, dataset, tags, notes, sentence, ...rest } = facts;
  return {
    ...rest,
    ...(name ? { name: plain(name, 200) } : {}),
    ...(recipe ? { recipe: plain(recipe, 100) } : {}),
    ...(dataset ? { dataset: plain(dataset, 100) } : {}),
    ...(tags ? { tags: [...new Set(tags.map((tag) => plain(tag, 60)))].filter((tag) => tag !== '').slice(0, 50) } : {}),
    ...(notes === undefined ? {} : { notes: notes.slice(0, 100_000) }),
    ...(sentence === undefined ? {} : { sentence: shownPlainly(sentence).slice(0, 2000) }),
  };
}

function plain(text: string, longest: number): string {
  return shownPlainly(text).trim().slice(0, longest);
}
