import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCli } from '../cli-in-test.ts';
import { seedWorkspace } from '../seed.ts';
import { sweepPlan } from '../../shared/sweep.ts';
import { openStore } from '../store/open-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-cli-runs-'));
const { ganymede } = openCli(folder);
const query = 'recipe == "wgan" and metrics.w1 < 2 and "sweep" in tags and not archived';

let sweep: string;
beforeAll(() => {
  const store = openStore({ folder: join(folder, 'workspace'), now: Date.now });
  seedWorkspace(store, { runs: 24, seed: 2, whole: 0 });
  const [{ id: run }] = store.runs.list({ limit: 1 }).runs;
  const plan = sweepPlan.parse({ name: 'two rates', base: {} });
  sweep = store.sweeps.create({ plan, runs: [{ run, variant: 'run', at: 0, place: {}, seed: 1 }] }).id;
  store.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('runs are found by an expression, sorted by several fields, with the fields asked for', async () => {
  const asked = ['runs', '--where', query, '--sort', 'status asc, metrics.w1 desc', '--columns', 'metrics.w1, params.criticRate, tags'];
  const { result } = await ganymede(...asked, '--json');
  expect(result).toMatchObject({ ok: true, total: 4, as: 'expression', hints: [] });
  const order = result.runs.map((run: { status: string; series: { w1: { last: number } } }) => [run.status, -run.series.w1.last]);
  expect(order).toEqual([...order].sort(([a, x], [b, y]) => (a === b ? x - y : a < b ? -1 : 1)));
  const { stdout } = await ganymede(...asked);
  expect(stdout).toMatch(/dataset +metrics\.w1 +params\.criticRate +tags\n/);
  expect(stdout).toMatch(/0\.\d+ +[\d.e-]+ +synthetic, sweep\n/);
  const narrowed = await ganymede('runs', 'recipe:wgan', '--where', 'number > 20', '--json');
  expect(narrowed.result.runs.map(({ number }: { number: number }) => number)).toEqual([23, 21]);
});

test('runs are put in groups with what their columns come to', async () => {
  const asked = ['runs', '--group-by', 'recipe, dataset', '--columns', 'metrics.w1.min, name', '--sort', 'min(metrics.w1.min) asc'];
  const { result } = await ganymede(...asked, '--json');
  expect(result).toMatchObject({ ok: true, total: 4, runs: 24 });
  const [first] = result.groups;
  const again = await ganymede('runs', '--where', first.where, '--json');
  expect(again.result.total).toBe(first.count);
  expect(first.columns[0]).toMatchObject({ count: first.count, best: { value: first.columns[0].min } });
  const { stdout } = await ganymede(...asked);
  expect(stdout).toMatch(/^recipe +dataset +runs +metrics\.w1\.min +min +median +max +best +name/);
  expect(stdout).toMatch(/ ± .* #\d+/);
  expect(stdout).toMatch(/4 of 4 groups, 24 runs/);
});

test('runs are held against a baseline, and are tables for elsewhere', async () => {
  const asked = ['runs', '--columns', 'metrics.w1.min, params.criticRate', '--where', 'number <= 3'];
  const { stdout } = await ganymede(...asked, '--baseline', '#2');
  expect(stdout).toMatch(/metrics\.w1\.min +of #2 +params\.criticRate +of #2\n/);
  expect(stdout).toMatch(/#2 .* baseline .* baseline\n/);
  expect(stdout).toMatch(/#1 .* [+\u2212][\d.]+ %/);
  const { stdout: latex } = await ganymede('runs', '--group-by', 'recipe', '--columns', 'metrics.w1.min', '--as', 'latex');
  expect(latex).toMatch(/\\begin\{tabular\}\{lrr\}\n\\toprule\nrecipe & runs & metrics\.w1\.min \\\\/);
  expect(latex).toMatch(/\$[\d.]+ \\pm [\d.]+\$ \\\\\n/);
});

test.each<[string, string[], RegExp]>([
  ['a slip in a query', ['--where', 'step > 3 and stepp < 9'], /no field “stepp”[^\n]*\n {2}step > 3 and stepp < 9\n {15}\^{5}\n$/],
  ['a field to sort by', ['--sort', 'name, colour desc'], /can't be sorted by "colour"\.\n {2}name, colour desc\n {8}\^{6}\n$/],
])('%s is shown where it stands', async (_, args, shown) => {
  const { code, stderr } = await ganymede('runs', ...args);
  expect([code, stderr]).toEqual([2, expect.stringMatching(shown)]);
});

test('a key that no run has is said, with the one that was perhaps meant', async () => {
  const { code, stderr, stdout } = await ganymede('runs', '--where', 'params.criticrate > 0');
  expect([code, stderr]).toEqual([0, 'No run has params.criticrate. Did you mean params.criticRate?\n']);
  expect(stdout).toMatch(/^No runs/);
});

test('sweeps and booleans are shown as they are', async () => {
  const { stdout } = await ganymede('runs', '--where', 'sweep is not None', '--columns', 'sweep, archived');
  expect(stdout).toMatch(new RegExp(`sweep +archived\\n.* ${sweep} +false\\n`));
});
