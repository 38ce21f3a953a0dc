import { encode } from 'fast-png';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSafetensors } from '../../shared/safetensors.ts';
import { launchNode } from '../runs/launch-node.ts';
import { openStudio } from '../studio.ts';

test('a folder that holds nothing is wrong at its path; many classes leave in the body, whatever headers may hold', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ganymede-preview-'));
  const studio = openStudio({ workspace: ':memory:', launchTrainer: launchNode({ version: 'test' }) });
  const body = JSON.stringify({ dataset: { name: 'picture-folder', params: { path: folder, size: 16 } } });
  const ofFolder = () => studio.fetch(new Request('http://studio/api/datasets/preview', { method: 'POST', body }));
  for (const [file, content] of [
    ['notes.txt', 'no picture'],
    ['broken.png', 'no picture either'],
  ]) {
    writeFileSync(join(folder, file), content);
    const refused = await ofFolder();
    expect([refused.status, await refused.json()]).toEqual([
      422,
      expect.objectContaining({ code: 'invalid', issues: [expect.objectContaining({ path: 'dataset.params.path' })] }),
    ]);
  }
  rmSync(join(folder, 'broken.png'));
  const picture = encode({ width: 16, height: 16, channels: 1, depth: 8, data: new Uint8Array(256) });
  const names = Array.from({ length: 600 }, (_, at) => `a class with a rather long name ${at}`).sort();
  for (const name of names) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'a.png'), picture);
  }
  const answer = await ofFolder();
  const headers = [...answer.headers].join().length;
  const { metadata } = readSafetensors(new Uint8Array(await answer.arrayBuffer()));
  expect([JSON.parse(metadata.preview).classes.sort(), headers < 500]).toEqual([names, true]);
  await studio.close();
  rmSync(folder, { recursive: true });
});
