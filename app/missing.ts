import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DoctorReport } from '../shared/api/studio.ts';
import { findBrowser } from './find-browser.ts';

/** What this machine lacks beside backends, found by looking. `root` is the folder with package.json. */
export function missingParts(root: string, desktop: string | null): DoctorReport['missing'] {
  const missing: DoctorReport['missing'] = [];
  if (desktop === null && !hasElectron(root)) {
    missing.push({
      what: 'Electron runtime',
      how: 'It is downloaded by npm start as soon as its host can be reached. Until then the same studio opens in the browser.',
    });
  }
  if (desktop === null && findBrowser() === null) {
    missing.push({
      what: 'Chromium or Chrome',
      how: 'Reports are printed as PDF by it. Install one, or name its program in GANYMEDE_BROWSER.',
    });
  }
  return missing;
}

/** The npm package is small; its runtime comes later, and path.txt says where. */
function hasElectron(root: string): boolean {
  try {
    const folder = dirname(createRequire(join(root, 'package.json')).resolve('electron/package.json'));
    return existsSync(join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8')));
  } catch {
    return false;
  }
}
