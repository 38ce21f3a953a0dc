import { IconSearch } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Link, useLocation, useRoute } from 'wouter';
import { useRunDetail, useWorkspace } from '../queries.ts';
import { links } from '../routes.tsx';
import { strings } from '../strings.ts';
import { openPalette } from './command-palette.tsx';
import { runTitle } from './run-title.ts';
import classes from './frame.module.css';

export function TopBar() {
  const crumbs = useCrumbs();
  useEffect(() => {
    document.title = [...crumbs.map((crumb) => crumb.name).reverse(), strings.studio].join(' · ');
  }, [crumbs]);
  return (
    <header className={classes.top}>
      <nav className={classes.crumbs} aria-label="Where you are">
        <ol>
          {crumbs.map(({ name, link }, index) => (
            <li key={link}>
              {index < crumbs.length - 1 ? (
                <Link href={link}>{name}</Link>
              ) : (
                <span className="ellipsis" aria-current="page">
                  {name}
                </span>
              )}
            </li>
          ))}
        </ol>
      </nav>
      <button type="button" className={classes.search} onClick={openPalette}>
        <IconSearch size={14} aria-hidden />
        {strings.palette.open}
        <kbd>{isApple() ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      <Training />
    </header>
  );
}

function Training() {
  const { data } = useWorkspace();
  if (!data || data.training === 0) return <div className={classes.training}>{data ? strings.status.idle : ''}</div>;
  const percent = data.progress === null ? null : Math.round(data.progress * 100);
  return (
    <div className={classes.training}>
      <Link href="/runs?query=status%3Arunning">
        <span className={classes.dot} />
        {strings.status.training(data.training)}
        {percent !== null && (
          <>
            <span className={classes.bar}>
              <span style={{ width: `${percent}%` }} />
            </span>
            {percent} %
          </>
        )}
      </Link>
    </div>
  );
}

function useCrumbs(): { name: string; link: string }[] {
  const [path] = useLocation();
  const [isRun, params] = useRoute('/runs/:id');
  const id = isRun && params.id !== 'new' && params.id !== 'import' ? params.id : null;
  const { data } = useRunDetail(id);
  const runs = { name: strings.places.runs, link: links.runs() };
  if (path === links.newRun()) return [runs, { name: strings.places.newRun, link: links.newRun() }];
  if (path === links.importRuns()) return [runs, { name: strings.places.importRuns, link: links.importRuns() }];
  if (id) return [runs, { name: data ? runTitle(data.run) : '…', link: links.run(id) }];
  if (path.startsWith('/compare')) return [{ name: strings.places.compare, link: links.compare() }];
  if (path.startsWith('/latents')) return [{ name: strings.places.latents, link: links.latents() }];
  if (path.startsWith('/sweeps')) return [{ name: strings.places.sweeps, link: links.sweeps() }];
  if (path.startsWith('/data')) return [{ name: strings.places.data, link: links.data() }];
  if (path.startsWith('/labs')) return [{ name: strings.places.labs, link: links.labs() }];
  if (path.startsWith('/settings')) return [{ name: strings.places.settings, link: links.settings() }];
  return [runs];
}

function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}
