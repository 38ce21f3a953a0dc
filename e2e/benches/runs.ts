import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStudio } from '../../app/studio.ts';
import type { Bench, BenchRow } from '../bench.ts';
import { large, makeLargeWorkspace } from '../large-workspace.ts';

const rounds = 15;

/** Each is asked as a page asks: the first 200 rows, or groups, as JSON. */
const questions: { kind: 'filter' | 'sort' | 'group' | 'keys'; path: string; ask: Record<string, string> }[] = [
  ['filter', { query: 'params.lambda > 0.1 and metrics.w1.min < 0.2 and "night" in tags and status == "finished" and not archived' }],
  ['filter', { query: 'baseline status:failed' }],
  ['filter', { query: 'params.norm in ["batch", "layer"] and not (metrics.loss/critic is NaN or params.width < 128) and age < 7d' }],
  ['filter', { query: '0.01 < metrics.gradient/layer3/part2 <= 0.5 and name contains "PAPER" and params.useBias' }],
  ['sort', { sort: 'metrics.w1.min asc' }],
  ['sort', { sort: 'params.norm asc, params.lambda desc, metrics.w1' }],
  ['sort', { sort: 'name asc', series: 'w1,loss/critic,modes' }],
  ['sort', { query: 'metrics.w1 < 1', sort: 'metrics.modes.max desc, recipe', offset: '4000' }],
  ['group', { group: 'recipe' }],
  ['group', { group: 'recipe, params.norm, seed', columns: 'metrics.w1, metrics.modes, params.lambda', sort: 'min(metrics.w1) asc' }],
  ['group', { group: 'params.lambda', columns: 'metrics.w1.min', query: 'status == "finished"' }],
  ['keys', { prefix: 'grad' }],
].map(([kind, ask]) => ({
  kind: kind as 'filter',
  path: kind === 'group' || kind === 'keys' ? `/api/runs/${kind}${kind === 'group' ? 's' : ''}` : '/api/runs',
  ask: ask as Record<string, string>,
}));

/** `bench runs.10k` makes runs of its own; `--at DIR` asks a workspace that `--make DIR` made. */
export const runs: Bench = {
  name: 'runs.10k',
  about: `${large.runs} runs of ${large.params} params and ${large.series} series each, filtered, sorted and put in groups: from the request to the JSON`,
  async run(print) {
    const at = process.argv.indexOf('--at');
    const given = at < 0 ? undefined : process.argv[at + 1];
    const folder = given ?? mkdtempSync(join(tmpdir(), 'ganymede-bench-'));
    try {
      const bare = { ...large, long: { series: 0, points: 0 }, whole: { runs: 0, distributions: 0, grids: 0 } };
      if (given === undefined) makeLargeWorkspace(join(folder, 'workspace'), bare);
      await measure(given ?? join(folder, 'workspace'), print);
    } finally {
      if (given === undefined) rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(workspace: string, print: (row: BenchRow) => void): Promise<void> {
  const studio = openStudio({
    workspace,
    startQueued: false,
    launchTrainer: () => {
      throw new Error('nothing is trained here');
    },
  });
  try {
    const taken = new Map<string, number[]>();
    for (const [at, { kind, path, ask }] of questions.entries()) {
      const request = () => new Request(`http://studio${path}?${new URLSearchParams(ask)}`);
      const cold = await timed(() => studio.fetch(request()));
      const before = process.cpuUsage();
      const times: number[] = [];
      for (let round = 0; round < rounds; round++) times.push((await timed(() => studio.fetch(request()))).ms);
      const { user, system } = process.cpuUsage(before);
      const said = Object.entries(ask)
        .map(([name, value]) => `${name}=${value}`)
        .join(' ');
      taken.set(kind, [...(taken.get(kind) ?? []), ...times]);
      print({
        name: `runs.10k.${kind}.${at + 1}`,
        value: quantile(times, 0.95),
        unit: 'ms',
        note: `p95; p50 ${quantile(times, 0.5).toFixed(0)}, processor ${((user + system) / 1000 / rounds).toFixed(0)}, first ${cold.ms.toFixed(0)}; ${cold.found}; ${said}`,
      });
    }
    for (const [kind, times] of taken) {
      print({
        name: `runs.10k.${kind}`,
        value: quantile(times, 0.95),
        unit: 'ms',
        note: `p95 over all of them; p50 ${quantile(times, 0.5).toFixed(0)}`,
      });
    }
  } finally {
    await studio.close();
  }
}

async function timed(ask: () => Promise<Response>): Promise<{ ms: number; found: string }> {
  const from = performance.now();
  const response = await ask();
  const text = await response.text();
  const ms = performance.now() - from;
  if (!response.ok) throw new Error(text);
  const { total, runs: rows, keys } = JSON.parse(text);
  return { ms, found: keys ? `${keys.length} keys` : `${total} found${typeof rows === 'number' ? ` over ${rows} runs` : ''}` };
}

function quantile(numbers: number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
