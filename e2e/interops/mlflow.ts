import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Interop } from '../interop.ts';
import { venvWith, type Wanted } from '../python-with.ts';
import { startStudio } from '../studio-process.ts';

/** 2.22 does not start with a newer sqlalchemy. */
const older: Wanted = {
  packages: ['mlflow', 'matplotlib'],
  install: ['mlflow==2.22.*', 'sqlalchemy<2.1', 'matplotlib'],
  venv: 'ganymede-interop-mlflow-2.22',
};

/** MLflow's stock clients log into a studio and read back what they logged: the one that is found, and the last of 2.x in a folder of its own. */
export const mlflow: Interop = {
  name: 'mlflow',
  about: 'MLflow’s clients, newest and 2.22, log runs, files and pictures and read them back equal; twenty at once',
  packages: ['mlflow', 'matplotlib'],
  async run(python, print) {
    const failed = await check(python, print);
    const two = venvWith(python, older);
    if (two !== null) return failed + (await check(two, print));
    print('not checked: mlflow 2.22 is missing');
    return failed + 1;
  },
};

async function check(python: string, print: (line: string) => void): Promise<number> {
  const studio = await startStudio({ workspace: mkdtempSync(join(tmpdir(), 'ganymede-interop-')) });
  try {
    const { origin, searchParams } = new URL(studio.address);
    const child = spawn(python, [resolve(import.meta.dirname, 'mlflow_client.py'), origin], {
      env: { ...process.env, MLFLOW_TRACKING_TOKEN: searchParams.get('token') ?? '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    }
    const code = await new Promise<number | null>((done) => {
      child.once('close', done);
    });
    print(code === 0 ? (/^mlflow .*: \d+ checks.*$/m.exec(said)?.[0] ?? said) : said.slice(-2000));
    return code === 0 ? 0 : 1;
  } finally {
    await studio.stop();
    rmSync(studio.workspace, { recursive: true, force: true });
  }
}
