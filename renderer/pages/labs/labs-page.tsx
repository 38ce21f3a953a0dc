import { Link, useLocation, useParams } from 'wouter';
import { links } from '../../routes.tsx';
import { EmptyPlace } from '../../ui/empty-place.tsx';
import { Formula } from '../../ui/formula.tsx';
import { useOfferCommands } from '../../ui/page-commands.ts';
import { labs } from './lab-list.ts';
import classes from './labs.module.css';

/** Laboratories without training: one a tab, each with all its controls in the address. */
export default function LabsPage() {
  const { lab: name = labs[0].name } = useParams<{ lab?: string }>();
  const [, navigate] = useLocation();
  useOfferCommands(labs.map((lab) => ({ label: `Laboratory: ${lab.title}`, run: () => navigate(links.labs(lab.name)) })));
  const found = labs.find((lab) => lab.name === name);
  return (
    <div className={classes.page}>
      <nav className={classes.tabs} aria-label="Laboratories">
        {labs.map((lab) => (
          <Link key={lab.name} href={links.labs(lab.name)} className={classes.tab} aria-current={lab.name === name ? 'page' : undefined}>
            {lab.title}
          </Link>
        ))}
      </nav>
      {found ? (
        <>
          <header className={classes.lead}>
            <div>
              <h1 className="visually-hidden">{found.title}</h1>
              <p>{found.lead}</p>
              <p className={classes.papers}>
                {found.papers.map(({ title, arxiv }) => (
                  <span key={arxiv}>
                    {title},{' '}
                    <a href={`https://arxiv.org/abs/${arxiv}`} target="_blank" rel="noreferrer">
                      arXiv:{arxiv}
                    </a>
                  </span>
                ))}
              </p>
            </div>
            <div className={classes.formula}>
              <Formula tex={found.tex} />
            </div>
          </header>
          <found.Lab key={found.name} />
        </>
      ) : (
        <EmptyPlace title="There is no such laboratory">
          <p>The link may be from a newer version. Those that are here stand above.</p>
        </EmptyPlace>
      )}
    </div>
  );
}
