import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { app, crashReporter, dialog, protocol } from 'electron';
import { fromEnvironment } from '../app/environment.ts';
import { plainPath } from '../app/plain-path.ts';
import { openDesktop, type DesktopStudio } from './desktop.ts';
import { scheme } from './studio-scheme.ts';

/**
 * The order matters and nothing here awaits `ready` at the top level: Electron fires it only once this module has been
 * evaluated. Scheme, sandbox and lock come before it, everything else after.
 */
protocol.registerSchemesAsPrivileged([
  { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
]);
app.enableSandbox();
crashReporter.start({ uploadToServer: false });

const workspace = workspaceFrom(process.argv);

if (!app.requestSingleInstanceLock({ workspace })) {
  app.quit();
} else {
  let desktop: DesktopStudio | null = null;
  app.on('second-instance', () => desktop?.focus());
  app.on('activate', () => desktop?.focus());
  process.on('uncaughtException', (error) => giveUp('Ganymede met an error that it can not go on from', error));
  app
    .whenReady()
    .then(() => openDesktop({ workspace }))
    .then((opened) => {
      desktop = opened;
    })
    .catch((error: unknown) => giveUp('Ganymede could not start', error));
}

/** `--workspace DIR`, GANYMEDE_WORKSPACE, or the folder `ganymede` in the user's home. */
function workspaceFrom(args: string[]): string {
  const at = args.indexOf('--workspace');
  const folder = resolve(
    plainPath((at >= 0 ? args[at + 1] : undefined) ?? fromEnvironment('GANYMEDE_WORKSPACE') ?? join(homedir(), 'ganymede')),
  );
  mkdirSync(folder, { recursive: true });
  return folder;
}

function giveUp(what: string, error: unknown): void {
  dialog.showErrorBox(what, error instanceof Error ? error.message : String(error));
  app.exit(1);
}
