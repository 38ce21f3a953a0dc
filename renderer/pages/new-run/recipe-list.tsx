import { Menu, Button } from '@mantine/core';
import type { Catalogue, RecipeEntry } from '../../../shared/catalogue.ts';
import { showError } from '../../ui/undo.tsx';
import { type Draft, draftFromYaml, withRecipe } from './draft.ts';
import classes from './new-run.module.css';

/** The recipes: title, what each is for, and its paper. */
export function RecipeList(props: { catalogue: Catalogue; draft: Draft; onDraft: (draft: Draft) => void; isFork: boolean }) {
  const { catalogue, draft, onDraft, isFork } = props;
  const load = (yaml: string) => {
    const read = draftFromYaml(yaml);
    if ('draft' in read) onDraft(read.draft);
    else showError(new Error(read.sentence));
  };
  return (
    <section className={classes.recipes} aria-label="Recipes">
      <h2>Recipe</h2>
      {isFork && <p className={classes.note}>A fork keeps its parent’s recipe and data.</p>}
      <ul>
        {catalogue.recipes.map((recipe) => (
          <li key={recipe.name}>
            <button
              type="button"
              className={classes.recipe}
              aria-pressed={recipe.name === draft.recipe}
              disabled={isFork && recipe.name !== draft.recipe}
              onClick={() => onDraft(withRecipe(draft, recipe.name, catalogue))}
            >
              <span className={classes.recipeTitle}>{recipe.title}</span>
              <span className={classes.recipePurpose}>{recipe.purpose}</span>
              <span className={classes.recipePaper}>{paperLine(recipe)}</span>
            </button>
          </li>
        ))}
      </ul>
      {catalogue.examples.length > 0 && !isFork && (
        <Menu position="top-start">
          <Menu.Target>
            <Button m={10}>Start from an example</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {catalogue.examples.map((example) => (
              <Menu.Item key={example.name} onClick={() => load(example.yaml)}>
                {example.name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </section>
  );
}

function paperLine({ paper }: RecipeEntry): string {
  const first = paper.authors.split(/,| and /)[0];
  const others = paper.authors.includes(',') ? ' and others' : '';
  return `${first}${others} ${paper.year}${paper.arxiv ? ` · arXiv:${paper.arxiv}` : ''}`;
}
