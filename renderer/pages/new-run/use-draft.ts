import { useState } from 'react';
import { useSearchParams } from 'wouter';
import type { Catalogue } from '../../../shared/catalogue.ts';
import type { RunConfig } from '../../../shared/run-config.ts';
import { paramsFrom } from '../../ui/params-in-address.ts';
import { checkDraft, type Draft, draftOf, newDraft, withRecipe } from './draft.ts';

/** The draft begins from the run that is forked, or from the recipe and dataset in the address, which then follows it. */
export function useDraft(catalogue: Catalogue, parent: RunConfig | null) {
  const [search, setSearch] = useSearchParams();
  const [draft, setState] = useState<Draft>(() => {
    if (parent) return draftOf(parent, catalogue);
    const recipe = catalogue.recipes.find((entry) => entry.name === search.get('recipe')) ?? usualRecipe(catalogue);
    const dataset = catalogue.datasets.find((entry) => entry.name === search.get('dataset')) ?? catalogue.datasets[0];
    const fresh = newDraft(recipe?.name ?? '', dataset?.name ?? '');
    const data = { ...fresh.dataset, params: paramsFrom(search.get('data')) };
    return withRecipe({ ...fresh, dataset: data }, recipe?.name ?? '', catalogue);
  });
  const setDraft = (next: Draft) => {
    setState(next);
    if (parent || (next.recipe === draft.recipe && next.dataset.name === draft.dataset.name)) return;
    setSearch({ recipe: next.recipe, dataset: next.dataset.name }, { replace: true });
  };
  return { draft, setDraft, checked: checkDraft(catalogue, draft) };
}

function usualRecipe(catalogue: Catalogue) {
  return catalogue.recipes.find((entry) => entry.name === 'wgan-gp') ?? catalogue.recipes[0];
}
