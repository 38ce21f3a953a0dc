import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Wanted {
  /** As they are imported. */
  packages: string[];
  /** As pip is told, where that is more than their names. */
  install?: string[];
  /** Under the temporary folder, where a virtual environment is made and kept. */
  venv: string;
}

export function hasPackages(python: string, packages: string[]): boolean {
  return spawnSync(python, ['-c', `import ${packages.join(', ')}`], { stdio: 'ignore' }).status === 0;
}

/** The Python of a virtual environment that has them, made by `base` where it is not there yet; null, said, where pip can't bring them in. */
export function venvWith(base: string, { packages, install = packages, venv }: Wanted): string | null {
  const folder = join(tmpdir(), venv);
  const python = process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
  if (hasPackages(python, packages)) return python;
  console.error(`pip fetches ${install.join(', ')} into ${folder}, which nothing else needs afterwards.`);
  spawnSync(base, ['-m', 'venv', folder], { stdio: ['ignore', 2, 2] });
  spawnSync(python, ['-m', 'pip', 'install', '--quiet', ...install], { stdio: ['ignore', 2, 2] });
  if (hasPackages(python, packages)) return python;
  console.error(`pip could not bring in ${install.join(', ')}; is there a network?`);
  return null;
}
