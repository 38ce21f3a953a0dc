import { readFileSync } from 'node:fs';
import { readSafetensors } from '../shared/safetensors.ts';
import type { Store } from './store/store.ts';

/** The bytes of every tensor of the run's last checkpoint, and its random states: equal only where two runs agree bit for bit. */
export function finalTensors(store: Store, run: string): { step: string; state: string; tensors: Record<string, string> } {
  const { tensors, metadata } = readSafetensors(readFileSync(store.checkpoints.at(run)!.file));
  const bytes = Object.entries(tensors).map(([name, { data }]) => [
    name,
    Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex'),
  ]);
  return { step: metadata.step, state: metadata.state, tensors: Object.fromEntries(bytes) };
}
