import { join } from 'node:path';
import { app, type BrowserWindow, BrowserWindow as Window, dialog, powerMonitor, session } from 'electron';
import { folderAssets } from '../app/folder-assets.ts';
import { openStudio } from '../app/studio.ts';
import { readVersion } from '../app/version.ts';
import { answerDialogs } from './dialogs.ts';
import { setMenu } from './menu.ts';
import { denyPermissions } from './permissions.ts';
import { showPresence } from './presence.ts';
import { printPdf } from './print-pdf.ts';
import { serveStudio } from './studio-scheme.ts';
import { launchDesktop } from './trainers.ts';
import { openWindow } from './window.ts';

/** The folder of package.json, resources/ and out/: a checkout's root, or app.asar. */
const root = join(import.meta.dirname, '../..');

export interface DesktopStudio {
  focus(): void;
}

/** After `ready`: the studio, its scheme, its window. */
export function openDesktop({ workspace }: { workspace: string }): DesktopStudio {
  const studio = openStudio({
    workspace,
    root,
    launchTrainer: launchDesktop(readVersion(root), root),
    assets: folderAssets(join(root, 'out/renderer')),
    desktop: process.versions.electron ?? 'unknown',
    printPdf,
    tracking: { token: process.env.GANYMEDE_TOKEN || null },
    importThread: join(import.meta.dirname, 'import-thread.js'),
    importanceThread: join(import.meta.dirname, 'importance-thread.js'),
  });
  denyPermissions(session.defaultSession);
  serveStudio(session.defaultSession, studio.fetch);
  answerDialogs();

  let window: BrowserWindow | null = null;
  const focus = () => {
    if (window === null || window.isDestroyed()) window = openWindow();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };
  setMenu({ window: () => window, workspace, isMac: process.platform === 'darwin' });
  const presence = showPresence({ fetch: studio.fetch, window: () => (window?.isDestroyed() ? null : window) });
  focus();

  let isClosing = false;
  let hasClosed = false;
  // Who ends the session or closes the terminal is not asked again, and may not be able to answer.
  let isTold = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGBREAK'] as const) {
    process.on(signal, () => {
      isTold = true;
      app.quit();
    });
  }
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('before-quit', (event) => {
    if (hasClosed) return;
    event.preventDefault();
    // Told twice: the checkpoints are waited for all the same.
    if (isClosing) return;
    if (presence.isTraining() && !isTold && !mayQuit()) return;
    isClosing = true;
    presence.close();
    // Each trainer ends after its step, with a checkpoint.
    void studio.close().finally(() => {
      hasClosed = true;
      app.quit();
    });
  });
  powerMonitor.on('shutdown', () => void studio.close());
  return { focus };
}

/** Stopping can't be undone by a click, so it is asked once. Every run goes on from its checkpoint later. */
function mayQuit(): boolean {
  const choice = dialog.showMessageBoxSync(Window.getFocusedWindow() ?? Window.getAllWindows()[0], {
    type: 'question',
    message: 'A run is training.',
    detail: 'Quitting stops it after its current step and keeps a checkpoint, from which it can be resumed.',
    buttons: ['Stop and quit', 'Go on training'],
    defaultId: 1,
    cancelId: 1,
  });
  return choice === 0;
}
