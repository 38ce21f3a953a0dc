import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test } from '@fast-check/vitest';
import { afterAll, describe, expect, it } from 'vitest';
import { checkpointName } from '../../shared/checkpoint-format.ts';
import type { Snapshot } from '../../shared/measurement.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import { decodeCheckpoint, encodeCheckpoint, readCheckpoint, writeCheckpoint } from './checkpoint-file.ts';

const config = { recipe: 'wgan', steps: 10 } as RunConfig;
const folder = mkdtempSync(join(tmpdir(), 'ganymede-checkpoints-'));
afterAll(() => rmSync(folder, { recursive: true }));

const snapshot: Snapshot = {
  step: 7,
  tensors: { 'critic/dense1/kernel': { shape: [2, 2], data: Float32Array.of(1, -0, Number.NaN, 1e-45) } },
  state: { random: { data: { seed: 1, generator: [1, 2], spare: null } } },
};

describe('a checkpoint file', () => {
  it('is whole under its name, with its size and hash, and nothing temporary beside it', () => {
    const written = writeCheckpoint(folder, snapshot, config);
    expect(readdirSync(folder)).toEqual([checkpointName(7)]);
    const bytes = readFileSync(written.file);
    expect(written.bytes).toBe(bytes.length);
    expect(written.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(readCheckpoint(written.file)).toEqual(snapshot);
  });

  it('carries the config', () => {
    expect(decodeCheckpoint(encodeCheckpoint(snapshot, config)).config).toEqual(config);
  });

  it('is refused in a sentence when it was cut off, is something else, or is not there', () => {
    const { file } = writeCheckpoint(folder, { ...snapshot, step: 8 }, config);
    truncateSync(file, 100);
    expect(() => readCheckpoint(file)).toThrow(/step-000000008.safetensors is damaged/);
    writeFileSync(file, 'no tensors');
    expect(() => readCheckpoint(file)).toThrow(/is damaged/);
    expect(() => readCheckpoint(join(folder, 'gone.safetensors'))).toThrow(/gone.safetensors can't be read/);
  });

  it('that can not be written says which and why, and leaves what was there', () => {
    const blocked = join(folder, checkpointName(7));
    expect(() => writeCheckpoint(blocked, snapshot, config)).toThrow(/step-000000007.safetensors .* could not be written/);
    expect(readCheckpoint(blocked)).toEqual(snapshot);
  });
});

test.prop([
  fc.nat(),
  fc.dictionary(fc.string({ minLength: 1, maxLength: 20 }), fc.float32Array({ maxLength: 20 })),
  fc.dictionary(fc.string(), fc.jsonValue()),
])('any snapshot comes back bit for bit', (step, weights, state) => {
  const tensors = Object.fromEntries(Object.entries(weights).map(([name, data]) => [`w/${name}`, { shape: [data.length], data }]));
  const back = decodeCheckpoint(encodeCheckpoint({ step, tensors, state }, config)).snapshot;
  expect(back.step).toBe(step);
  expect(JSON.stringify(back.state)).toBe(JSON.stringify(state));
  for (const [name, { data }] of Object.entries(tensors)) {
    expect(new Uint8Array(back.tensors[name].data.buffer)).toEqual(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
});
