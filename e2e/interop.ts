import { spawnSync } from 'node:child_process';
import { userPython } from '../app/native/python.ts';
import { interops } from './interops/index.ts';
import { hasPackages, venvWith } from './python-with.ts';

/** One way in which real Python packages and Ganymede read each other. */
export interface Interop {
  /** As named on the command line. */
  name: string;
  about: string;
  /** What pip installs for it. */
  packages: string[];
  /** Prints a line for each thing compared; the count of those that do not agree or could not be checked. */
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
    if (python === null) console.log('  not checked: its packages are missing');
    failed += python === null ? 1 : await interop.run(python, (line) => console.log(`  ${line}`));
  }
  console.log(failed === 0 ? 'All agree.' : `${failed} do not agree or could not be checked.`);
  return failed === 0 ? 0 : 1;
}

/** The user's where it has them, else one of a virtual environment; null, said, where there is none. */
function pythonWith(packages: string[]): string | null {
  const known = userPython();
  if (hasPackages(known, packages)) return known;
  if (spawnSync(known, ['--version'], { stdio: 'ignore' }).status === 0) return venvWith(known, { packages, venv: 'ganymede-interop' });
  console.error(`There is no Python (${known}): install Python 3.10 or newer, or name one by GANYMEDE_PYTHON.`);
  return null;
}
