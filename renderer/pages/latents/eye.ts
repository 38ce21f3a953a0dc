import { useSyncExternalStore } from 'react';
import type { View } from '../../../shared/solids.ts';
import { usualEye } from '../../charts/solid-drawing.ts';

/** From where solids are seen: one eye for the whole page, so that what stands side by side is turned together. */
let eye: View = usualEye;
const listeners = new Set<() => void>();

export function useEye(): View {
  return useSyncExternalStore(subscribe, () => eye);
}
export function currentEye(): View {
  return eye;
}
export function setEye(next: View): void {
  eye = next;
  for (const listen of listeners) listen();
}

function subscribe(listen: () => void): () => void {
  listeners.add(listen);
  return () => listeners.delete(listen);
}
