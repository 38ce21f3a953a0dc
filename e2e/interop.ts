import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interops } from './interops/index.ts';

/** One way in which real Python packages and Ganymede read each other. */
export interface Interop {
  /** As named on the command line. */
  name: string;
  about: string;
  /** What pip installs for it. */
  packages: string[];
  /** Prints a line for each thing compared; the count of those that do not agree. */
  run(python: string, print: (line: string) => void): Promise<number>;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));

/** `npm run interop -- [NAME …]` */
async function main(names: string[]): Promise<number> {
  const unknown = names.filter((name) => !interops.some((interop) => interop.name === name));
  if (unknown.length > 0) {
    console.error(`There is no check named ${unknown.join(', ')}. There are: ${interops.map(({ name }) => name).join(', ')}.`);
    return 2;
  }
  let failed = 0;
  for (const interop of interops.filter(({ name }) => names.length === 0 || names.includes(name))) {
    console.log(`${interop.name}: ${interop.about}`);
    const python = pythonWith(interop.packages);
    if (python === null) return 1;
    failed += await interop.run(python, (line) => console.log(`  ${line}`));
  }
  console.log(failed === 0 ? 'All agree.' : `${failed} do not agree.`);
  return failed === 0 ? 0 : 1;
}

/** The Python that GANYMEDE_PYTHON names where it has them, else one of a virtual environment that is kept; null, said, where there is none. */
function pythonWith(packages: string[]): string | null {
  const known = process.env.GANYMEDE_PYTHON || (process.platform === 'win32' ? 'python' : 'python3');
  if (spawnSync(known, ['--version'], { stdio: 'ignore' }).status !== 0) {
    console.error(`There is no Python (${known}): install Python 3.10 or newer, or name one by GANYMEDE_PYTHON. Nothing was compared.`);
    return null;
  }
  if (has(known, packages)) return known;
  const folder = join(tmpdir(), 'ganymede-interop');
  const python = process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
  if (has(python, packages)) return python;
  console.error(`${known} lacks some of ${packages.join(', ')}: pip fetches them into ${folder}, which nothing else needs afterwards.`);
  spawnSync(known, ['-m', 'venv', folder], { stdio: ['ignore', 2, 2] });
  spawnSync(python, ['-m', 'pip', 'install', '--quiet', ...packages], { stdio: ['ignore', 2, 2] });
  if (has(python, packages)) return python;
  console.error(`pip could not bring in ${packages.join(', ')}; is there a network? Nothing was compared.`);
  return null;
}

function has(python: string, packages: string[]): boolean {
  return spawnSync(python, ['-c', `import ${packages.join(', ')}`], { stdio: 'ignore' }).status === 0;
}
