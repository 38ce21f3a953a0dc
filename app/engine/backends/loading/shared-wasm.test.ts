import { expect, test } from 'vitest';
import { sharing } from '../../../trainer/threads.ts';
import { withSharedMemory } from './shared-wasm.ts';

test('one byte of tfjs’s module changes: its memory is shared', () => {
  const plain = sharing.wasmFile('tfjs-backend-wasm-simd.wasm');
  const changed = withSharedMemory(plain)!;
  const places = Array.from(plain.keys()).filter((at) => plain[at] !== changed[at]);
  expect(places).toHaveLength(1);
  expect([plain[places[0]!], changed[places[0]!]]).toEqual([1, 3]);
});

test('a memory without a maximum, or none at all, can’t be shared', () => {
  const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  expect(withSharedMemory(new Uint8Array([...header, 5, 3, 1, 0, 2]))).toBeNull();
  expect(withSharedMemory(new Uint8Array([...header, 5, 4, 1, 1, 2, 9]))).toEqual(new Uint8Array([...header, 5, 4, 1, 3, 2, 9]));
  expect(withSharedMemory(new Uint8Array(header))).toBeNull();
});
