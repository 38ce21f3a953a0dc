import { Suspense } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { useState } from 'react';
import { useKeys } from '../keys.ts';
import { links, routes } from '../routes.tsx';
import { CommandPalette, openPalette } from './command-palette.tsx';
import classes from './frame.module.css';
import { KeySheet } from './key-sheet.tsx';
import { NotFound } from './not-found.tsx';
import { Notices } from './notices.tsx';
import { ErrorBoundary } from './problem.tsx';
import { Rail } from './rail.tsx';
import { RunAnnouncer } from './run-events.tsx';
import { StatusLine } from './status-line.tsx';
import { TopBar } from './top-bar.tsx';
import { Tour } from './tour.tsx';
import { PageWaiting } from './waiting.tsx';
import { undoLast } from './undo.tsx';

/** Rail, top bar, page, status line: the same around every page. */
export function Frame() {
  const [location, navigate] = useLocation();
  const [isSheetOpen, setSheetOpen] = useState(false);
  useKeys({
    'mod+k': openPalette,
    '?': () => setSheetOpen(true),
    n: () => navigate(links.newRun()),
    i: () => navigate(links.importRuns()),
    z: () => undoLast(),
    'g r': () => navigate(links.runs()),
    'g c': () => navigate(links.compare()),
    'g l': () => navigate(links.latents()),
    'g d': () => navigate(links.data()),
    'g b': () => navigate(links.labs()),
    'g s': () => navigate(links.settings()),
  });
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#page">
        Skip to the page
      </a>
      <Rail />
      <TopBar />
      <main id="page" className={classes.page} tabIndex={-1}>
        <Notices />
        <ErrorBoundary place={location}>
          <Suspense fallback={<PageWaiting />}>
            <Switch>
              <Route path="/">
                <Redirect to={links.runs()} replace />
              </Route>
              {routes.map(({ path, page }) => (
                <Route key={path} path={path} component={page} />
              ))}
              <Route>
                <NotFound />
              </Route>
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </main>
      <StatusLine />
      <CommandPalette onKeys={() => setSheetOpen(true)} />
      <KeySheet isOpen={isSheetOpen} onClose={() => setSheetOpen(false)} />
      <RunAnnouncer />
      <Tour />
    </div>
  );
}
