import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { seededRandom } from '../app/engine/random.ts';

const base = { recipe: 'wgan', dataset: 'ring8', steps: 8, backend: 'cpu', recording: { metricsEvery: 1, checkpointEvery: 4 } };
const rates = [3, 9, 7, 5].map((rate) => rate / 1e4);
const plans = {
  pbt: {
    vary: { 'params.criticRate': { values: rates } },
    schedule: { kind: 'pbt', metric: 'w1', interval: 3, resample: 0.5 },
  },
  asha: { vary: { 'params.criticRate': { values: rates } }, schedule: { kind: 'asha', metric: 'w1', min: 2, eta: 2 } },
};

it.each(Object.entries(plans))('%s comes to the same end over kills at any moment', (_, plan) => {
  const random = seededRandom(11);
  const asked = JSON.stringify({ name: 'Rates', base, ...plan });
  const reference = inFolder((folder) => victim(folder, asked, 0, 0).stdout);
  let kills = 0;
  const outcome = inFolder((folder) => {
    for (;;) {
      const { signal, stdout } = victim(folder, asked, 1 + Math.floor(random.uniform() * 8), Math.floor(random.uniform() * 12));
      if (signal === null) return stdout;
      kills += 1;
    }
  });
  expect(kills).toBeGreaterThan(2);
  expect(JSON.parse(outcome)).toEqual(JSON.parse(reference));
});

function inFolder(work: (folder: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), 'ganymede-sweep-kill-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function victim(folder: string, plan: string, events: number, turns: number) {
  const { signal, stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'sweep-victim.ts'), folder, plan, String(events), String(turns)],
    { encoding: 'utf8' },
  );
  if (signal !== 'SIGKILL' && status !== 0) throw new Error(`the studio to be killed died by itself: ${stderr}`);
  return { signal, stdout };
}
