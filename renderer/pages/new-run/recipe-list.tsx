import { Menu, Button, TextInput } from '@mantine/core';
import { Fragment, useState } from 'react';
import { type Catalogue, families, type Family, type RecipeEntry } from '../../../shared/catalogue.ts';
import { showError } from '../../ui/undo.tsx';
import { type Draft, draftFromYaml, withRecipe } from './draft.ts';
import { OwnFileLines } from '../../ui/own-files.tsx';
import { FamilyScheme } from './family-scheme.tsx';
import classes from './new-run.module.css';

/** The recipes by family, with what feeds what in it: title, what each is for, and its paper. */
export function RecipeList(props: { catalogue: Catalogue; draft: Draft; onDraft: (draft: Draft) => void; isFork: boolean }) {
  const { catalogue, draft, onDraft, isFork } = props;
  const [words, setWords] = useState('');
  const fitting = catalogue.recipes.filter(fits(words));
  const own = fitting.filter(({ extension }) => extension !== undefined);
  const groups = groupsOf(fitting.filter(({ extension }) => extension === undefined));
  const load = (yaml: string) => {
    const read = draftFromYaml(yaml);
    if ('draft' in read) onDraft(read.draft);
    else showError(new Error(read.sentence));
  };
  const list = (recipes: RecipeEntry[]) => (
    <ul>
      {recipes.map((recipe) => (
        <li key={recipe.name}>
          <button
            type="button"
            className={classes.recipe}
            aria-pressed={recipe.name === draft.recipe}
            ref={recipe.name === draft.recipe ? seenAtFirst : undefined}
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
  );
  return (
    <section className={classes.recipes} aria-label="Recipes">
      <h2>Recipe</h2>
      {isFork && <p className={classes.note}>A fork keeps its parent’s recipe and data.</p>}
      <TextInput
        m={8}
        size="xs"
        aria-label="Find a recipe"
        placeholder="Find a recipe"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {fitting.length === 0 && <p className={classes.note}>No recipe has these words.</p>}
      {own.length > 0 && (
        <>
          <h3 className={classes.family}>Your own</h3>
          {list(own)}
        </>
      )}
      {!isFork && <OwnFileLines />}
      {groups.map(({ family, recipes }) => (
        <Fragment key={family}>
          <h3 className={classes.family}>{familyTitles[family]}</h3>
          <FamilyScheme family={family} />
          {list(recipes)}
        </Fragment>
      ))}
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

/** The chosen recipe may stand far down the list. */
const seenAtFirst = (button: HTMLElement | null) => button?.scrollIntoView({ block: 'nearest' });

const familyTitles: Record<Family, string> = {
  adversarial: 'Adversarial',
  moments: 'Moment matching',
  conditional: 'Conditional',
  'latent-structure': 'Latent structure',
  autoencoder: 'Auto-encoders',
  translation: 'Two domains',
  stages: 'In stages',
  autoregressive: 'One value after another',
  'semi-supervised': 'Few labels',
  adaptation: 'Domain adaptation',
  volumes: 'Solids',
  captioning: 'Captions',
};

/** Whether all the words are in title, name, purpose or paper. */
function fits(words: string): (recipe: RecipeEntry) => boolean {
  const wanted = words.toLowerCase().split(/\s+/);
  return ({ name, title, purpose, paper }) => {
    const text = `${name} ${title} ${purpose} ${paper?.authors ?? ''} ${paper?.title ?? ''} ${paper?.arxiv ?? ''}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
}

/** By family in the order of the catalogue. */
function groupsOf(recipes: RecipeEntry[]): { family: Family; recipes: RecipeEntry[] }[] {
  return families
    .map((family) => ({ family, recipes: recipes.filter((recipe) => recipe.family === family) }))
    .filter((group) => group.recipes.length > 0);
}

function paperLine({ paper, extension }: RecipeEntry): string {
  if (extension !== undefined || paper === null) return `${extension?.name}, your own`;
  const first = paper.authors.split(/,| and /)[0];
  const others = paper.authors.includes(',') ? ' and others' : '';
  return `${first}${others} ${paper.year}${paper.arxiv ? ` · arXiv:${paper.arxiv}` : ''}`;
}
