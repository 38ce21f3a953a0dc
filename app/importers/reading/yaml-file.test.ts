import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { paramsInYaml } from './yaml-file.ts';

it.each([
  ['lr: 0.1\nbetas: !!python/tuple [0, 0.9]\nnet:\n  width: 8\n', { lr: 0.1, betas: '[0,0.9]', 'net.width': 8 }],
  ['a: &a\n  b: *a\n', null],
  [`a: ${'x'.repeat(1 << 20)}`, null],
])('what hparams.yaml says, case %#', (text, params) => {
  const file = join(mkdtempSync(join(tmpdir(), 'ganymede-yaml-')), 'hparams.yaml');
  onTestFinished(() => rmSync(dirname(file), { recursive: true, force: true }));
  expect(paramsInYaml(file)).toBeNull();
  writeFileSync(file, text);
  expect(paramsInYaml(file)).toEqual(params);
});
