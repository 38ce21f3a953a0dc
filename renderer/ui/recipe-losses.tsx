import type { Paper, RecipeEntry } from '../../shared/catalogue.ts';
import { Formula } from './formula.tsx';
import classes from './ui.module.css';

/** What each player of a recipe minimises, as the paper writes it, and the paper. */
export function RecipeLosses({ recipe }: { recipe: RecipeEntry }) {
  return (
    <>
      {recipe.formulas.map(({ player, tex }) => (
        <div key={player} className={classes.loss}>
          <span className="soft">{player} minimises</span>
          <Formula tex={tex} />
        </div>
      ))}
      {recipe.paper && (
        <p className={classes.paper}>
          <PaperLink paper={recipe.paper} />
        </p>
      )}
    </>
  );
}

/** The paper by name, and by its number where it has one. */
export function PaperLink({ paper: { authors, title, year, arxiv } }: { paper: Paper }) {
  const name = (
    <>
      {authors}: <cite>{title}</cite>, {year}
    </>
  );
  if (arxiv === null) return name;
  return (
    <a href={`https://arxiv.org/abs/${arxiv}`} target="_blank" rel="noreferrer">
      {name}. arXiv:{arxiv}
    </a>
  );
}
