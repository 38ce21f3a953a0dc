import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '../shared/run.ts';
import { readSafetensors } from '../shared/safetensors.ts';
import { openCli } from './cli-in-test.ts';
import { tinyConfig } from './tiny-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-cli-'));
const { ganymede, start } = openCli(folder);
const config = join(folder, 'tiny.yaml');

beforeAll(() => writeFileSync(config, stringify(tinyConfig({ steps: 12 }))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a run from the command line', () => {
  test('is trained, shown, listed, sampled, forked, edited', async () => {
    const trained = await ganymede('train', config, '--set', 'steps=20', '--set', 'params.clip=0.05', '--json');
    expect([trained.code, trained.stderr]).toEqual([0, '']);
    expect(trained.lines.map(({ type }) => type)).toEqual(expect.arrayContaining(['run', 'progress', 'log', 'result']));
    const { run, checkpoints } = trained.result;
    expect(run).toMatchObject({ status: 'finished', step: 20, config: { steps: 20, params: { clip: 0.05 } } });
    expect(checkpoints.map(({ step }: { step: number }) => step)).toEqual([10, 20]);

    const shown = await ganymede('show', run.id.slice(0, 6));
    expect(shown.stdout).toMatch(/finished at step 20 of 20/);
    expect(shown.stdout).toMatch(/loss\/critic +20 +20 /);
    const listed = await ganymede('runs', 'status:finished', '--series', 'loss/critic', '--json');
    expect(listed.result).toMatchObject({ ok: true, total: 1, runs: [{ id: run.id, series: { 'loss/critic': { count: 20 } } }] });

    const out = join(folder, 'out', 'samples.safetensors');
    const sampled = await ganymede('sample', '1', '--count', '5', '--step', '10', '--out', out, '--json');
    expect(sampled.result).toMatchObject({ ok: true, step: 10, count: 5 });
    const { points, latents } = readSafetensors(readFileSync(out)).tensors;
    expect([points.shape, latents.shape]).toEqual([
      [5, 2],
      [5, 2],
    ]);
    expect((await ganymede('sample', '1', '--out', join(folder, 'x.png'))).stderr).toMatch(/makes points, not pictures/);

    const file = join(folder, 'out', 'points.csv');
    const exported = await ganymede('export', '1', '--to', 'csv', '--series', 'loss/critic', '--out', file, '--json');
    const text = readFileSync(file, 'utf8');
    expect(exported.result).toMatchObject({ ok: true, path: file, bytes: text.length });
    expect(text.trimEnd().split('\n')).toHaveLength(1 + 20);
    expect((await ganymede('export', '1', '--to', 'csv', '--series', 'loss/critic', '--out', '-')).stdout).toBe(text);

    const forked = await ganymede('fork', '1', '--step', '10', '--set', 'steps=14', '--name', 'A fork', '--json');
    expect(forked.result).toMatchObject({ run: { name: 'A fork', step: 14, parent: { run: run.id, step: 10 } } });
    expect((await ganymede('delete', '1', '2')).stdout).toMatch(/#1 .*: deleted\n#2 A fork: deleted/);
    expect((await ganymede('restore', '1', '2', '--json')).result).toMatchObject({ ok: true, runs: [{ number: 1 }, { number: 2 }] });
    const whole = await ganymede('workspace', '--json');
    expect(whole.result).toMatchObject({ runs: 2, training: 0, desktop: false });
  });

  test('is stopped by Ctrl-C with a checkpoint, and goes on from there', async () => {
    const training = start('train', config, '--set', 'steps=100000', '--json');
    let id = '';
    for await (const line of training.lines) {
      if (line.type === 'run') id = (line.run as Run).id;
      // As a terminal does it: the whole group hears Ctrl-C, the trainer too.
      if (line.type === 'progress' && Number(line.step) > 1 && id !== '') process.kill(-training.child.pid!, 'SIGINT');
      if (line.type === 'progress' && Number(line.step) > 1) id = '';
      if (line.type === 'result') expect(line).toMatchObject({ ok: true, run: { status: 'stopped' } });
    }
    expect(await training.code).toBe(130);
    const { result } = await ganymede('runs', '--json');
    const [run] = result.runs;
    expect(run.step).toBeGreaterThan(1);

    const resumed = start('resume', String(run.number), '--json');
    for await (const line of resumed.lines) {
      if (line.type !== 'progress' || line.status !== 'running' || Number(line.step) <= run.step) continue;
      process.kill(-resumed.child.pid!, 'SIGINT');
      break;
    }
    expect(await resumed.code).toBe(130);
  });

  test.each(['SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)(
    'is stopped with a checkpoint by %s to its whole group, told twice',
    async (signal) => {
      const training = start('train', config, '--set', 'steps=100000', '--json');
      let isAsked = false;
      for await (const line of training.lines) {
        if (line.type === 'progress' && Number(line.step) > 1 && !isAsked) {
          isAsked = true;
          process.kill(-training.child.pid!, signal);
          process.kill(training.child.pid!, signal);
        }
        if (line.type === 'result') expect(line).toMatchObject({ ok: true, run: { status: 'stopped' } });
      }
      expect(await training.code).toBe(130);
    },
  );

  test('goes on to its end when nobody reads its output any more', async () => {
    const training = start('train', config, '--set', 'steps=300', '--json');
    const { value } = await training.lines.next();
    training.child.stdout.destroy();
    training.child.stderr.destroy();
    expect(await training.code).toBe(0);
    expect((await ganymede('show', value.run.id, '--json')).result.run).toMatchObject({ status: 'finished', step: 300 });
  });

  test('is led through the studio that serves the workspace', async () => {
    const workspace = join(folder, 'served');
    const serving = start('serve', '--port', '0', '--workspace', workspace, '--json');
    const first = await serving.lines.next();
    const { address } = first.value as { address: string };
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=/);
    const asked = async (path: string, more: RequestInit = {}) => (await fetch(new URL(path, address), more)).status;
    const known = { headers: { authorization: `Bearer ${new URL(address).searchParams.get('token')}` } };
    expect(await asked('/api/settings', { ...known, method: 'PATCH', body: '{"tracking":true}' })).toBe(200);
    expect(await (await fetch(new URL('/api/tracking', address), known)).json()).toBeNull();
    for (const [more, status] of [
      [{}, 401],
      [known, 200],
    ] as const)
      expect(await asked('/api/2.0/mlflow/experiments/get?experiment_id=0', more)).toBe(status);
    const second = await ganymede('serve', '--workspace', workspace);
    expect([second.code, second.stderr]).toEqual([4, expect.stringContaining(address)]);
    const trained = await ganymede('train', config, '--workspace', workspace, '--json');
    expect([trained.code, trained.result.run.status]).toEqual([0, 'finished']);
    expect((await ganymede('stop', '1', '--workspace', workspace)).code).toBe(5);
    process.kill(serving.child.pid!, 'SIGINT');
    for await (const line of serving.lines) expect(line).toMatchObject({ type: 'result', ok: true });
    expect(await serving.code).toBe(0);
    expect(existsSync(join(workspace, 'serving.json'))).toBe(false);
  });
});

test.each<[string, string[], number, RegExp]>([
  ['an unknown command', ['trian'], 2, /no command "trian"\. Did you mean train/],
  ['an unknown option', ['runs', '--lmit', '3'], 2, /Unknown option '--lmit'.*Usage: ganymede runs/],
  ['a missing operand', ['show'], 2, /RUN is missing/],
  ['an operand too many', ['show', '1', '2'], 2, /"2" is one too many/],
  ['a count that is none', ['sample', '1', '--count', 'many', '--out', 'a.png'], 2, /--count is "many".*whole number/],
  [
    'a count that no memory holds',
    ['sample', '1', '--count', '1000000000', '--out', 'a.npz'],
    2,
    /--count is 1000000000; it takes at most/,
  ],
  ['an ending that says no format', ['sample', '1', '--out', 'a.jpg'], 2, /\.png, \.wav, \.npz, \.npy or \.safetensors/],
  ['an unknown export', ['export', '1', '--to', 'docx'], 2, /--to is docx/],
  ['a config that is not there', ['train', 'nowhere.yaml'], 3, /The config \/.*\/nowhere\.yaml can't be read/],
  ['a --set without a value', ['train', config, '--set', 'steps'], 2, /takes key=value/],
  ['a --set of no key', ['train', config, '--set', '__proto__.x=1'], 2, /no key of a config/],
  ['a config that makes no sense', ['train', config, '--set', 'params.clip=-1'], 2, /params\.clip: clip is -1.*at least 0|above 0/],
  ['a misspelt key', ['train', config, '--set', 'params.clp=1'], 2, /no param clp\. Did you mean clip/],
  ['a run that is not there', ['show', '99'], 3, /no run "#99"/],
])('%s ends with its own exit code and a sentence', async (_what, args, code, sentence) => {
  const asText = await ganymede(...args);
  expect([asText.code, asText.stdout]).toEqual([code, '']);
  expect(asText.stderr).toMatch(sentence);
});

test('for a program, a refusal is the result, with its issues', async () => {
  const { code, result, stderr } = await ganymede('train', config, '--set', 'params.clip=-1', '--set', 'stepz=1', '--json');
  expect([code, stderr]).toEqual([2, '']);
  expect(result).toMatchObject({ type: 'result', ok: false, code: 'invalid', issues: [{ path: 'stepz' }] });
});

test('a broken YAML file is named with its line', async () => {
  const broken = join(folder, 'broken.yaml');
  writeFileSync(broken, 'recipe: wgan\nparams: {clip: [}\n');
  const { code, stderr } = await ganymede('train', broken);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/broken\.yaml is no YAML: .*line 2/)]);
  writeFileSync(broken, 'recipe: *x\n');
  const alias = await ganymede('train', broken);
  expect([alias.code, alias.stderr]).toEqual([2, expect.stringMatching(/broken\.yaml is no YAML: Unresolved alias/)]);
});

test('help lists every command and the exit codes', async () => {
  const { code, stdout } = await ganymede('help');
  expect(code).toBe(0);
  for (const name of ['train', 'runs', 'show', 'resume', 'fork', 'export', 'sample', 'serve', 'doctor'])
    expect(stdout).toContain(`  ${name} `);
  expect((await ganymede('train', '--help')).stdout).toMatch(/--set … .*may be repeated/);
});

test('says its version', async () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'));
  expect((await ganymede('--version')).stdout.startsWith(version)).toBe(true);
});
