import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

test('docs/YOUR-OWN-RECIPE.md, followed word for word, trains what it says', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ganymede-ten-minutes-'));
  try {
    const page = readFileSync(join(root, 'docs/YOUR-OWN-RECIPE.md'), 'utf8').replaceAll('~/ganymede', join(folder, 'ganymede'));
    // A block is saved where the words before it say, or typed line by line.
    const steps = page.matchAll(/as `([^`]+)`[^`]*?:\n\n```(?:ts|yaml)\n([\s\S]*?)```|```sh\n([\s\S]*?)```/g);
    const said: string[] = [];
    for (const [, file, content, commands] of steps) {
      if (file !== undefined) {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content!);
      }
      for (const line of commands?.trim().split('\n') ?? []) {
        const args = line.replace('npm run -s ganymede -- ', '').split(' ');
        const env = { ...process.env, GANYMEDE_WORKSPACE: join(folder, 'ganymede'), GANYMEDE_TRUST: join(folder, 'trusted') };
        const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'app/cli.ts'), ...args], { encoding: 'utf8', env });
        expect(status, `${line}\n${stderr}`).toBe(0);
        said.push(stdout);
      }
    }
    const [begun, trained, , , onHeaps, table, checked] = said;
    expect(begun).toContain('recipe my-gan');
    expect(trained).toContain('my-gan on ring8 finished at step 20');
    expect(onHeaps).toMatch(/my-gan on two-heaps finished[\s\S]*leaning/);
    expect(table).toContain('leaning');
    expect(checked).toMatch(/kept {4}builds/);
    expect(checked).not.toContain('BROKEN');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
