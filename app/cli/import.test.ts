import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openCli } from '../cli-in-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-cli-import-'));
const { ganymede, start } = openCli(folder);
const fixtures = join(import.meta.dirname, '../importers/tensorboard/fixtures');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a log directory is looked at, taken in once however often it is added, shown, and watched until Ctrl-C', async () => {
  cpSync(join(fixtures, 'lightning'), join(folder, 'logs'), { recursive: true });
  const seen = await ganymede('import', 'logs', '--preview');
  expect([seen.code, seen.stdout]).toEqual([
    0,
    expect.stringMatching(/^2 runs found.+\n(.|\n)*version_0 +tensorboard .+33 points in 6 series.+new/),
  ]);
  const taken = await ganymede('import', 'logs', '--json');
  expect([taken.code, taken.lines[0].type]).toEqual([0, 'preview']);
  expect(taken.result).toMatchObject({ ok: true, import: { state: 'done', runs: { added: 2 }, counts: { points: 66 } } });
  expect((await ganymede('import', 'logs')).stdout).toMatch(/2 runs found: 0 new, 2 that were there/);
  const shown = await ganymede('show', '1');
  expect(shown.stdout).toMatch(/Logged by TensorBoard, read from .+version_0/);
  expect(shown.stdout).not.toMatch(/ of 1\b|seed:/);

  const { child, lines, code } = start('import', 'logs', '--watch', '--json');
  for await (const line of lines) if (line.state === 'watching') break;
  child.kill('SIGINT');
  expect(await code).toBe(0);
  const refused = await ganymede('import', 'nowhere');
  expect([refused.code === 0, refused.stderr]).toEqual([false, expect.stringMatching(/There is nothing at .+nowhere/)]);
});

test('what is left out is said once: before anything is written', async () => {
  cpSync(join(fixtures, 'odd-corrupt', 'data'), join(folder, 'damaged'), { recursive: true });
  const seen = await ganymede('import', 'damaged', '--preview');
  const reason = /^ {2}(.+)$/m.exec(seen.stdout.slice(seen.stdout.indexOf('Left out:')))?.[1] ?? 'nothing was left out';
  expect(reason).toMatch(/checksum/);
  const taken = await ganymede('import', 'damaged');
  expect([taken.code, `${taken.stderr}${taken.stdout}`.split(reason).length - 1]).toEqual([0, 1]);
});
