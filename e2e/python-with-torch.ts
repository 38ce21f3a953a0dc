import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The Python that GANYMEDE_PYTHON names, or python3; where that has no PyTorch and `--with-torch` was said, one of the bench's own. */
export function pythonWithTorch(): string {
  const known = process.env.GANYMEDE_PYTHON || 'python3';
  if (!process.argv.includes('--with-torch') || hasTorch(known)) return known;
  const folder = join(tmpdir(), 'ganymede-bench-torch');
  const python = process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
  if (hasTorch(python)) return python;
  console.error(`${known} has no PyTorch: pip fetches it into ${folder}, which nothing else needs afterwards.`);
  spawnSync(known, ['-m', 'venv', folder], { stdio: ['ignore', 2, 2] });
  spawnSync(python, ['-m', 'pip', 'install', '--quiet', 'torch', 'numpy'], { stdio: ['ignore', 2, 2] });
  return python;
}

function hasTorch(python: string): boolean {
  return spawnSync(python, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0;
}
