import type { PlannedBackend } from './planned-outputs.ts';

/** Memory that tapes take in turns: what one leaves there ends before another begins. */
export interface Arena {
  address: number;
  /** What the heap calls it. */
  block: number;
  bytes: number;
  isBusy: boolean;
  users: number;
}

const arenas = new WeakMap<PlannedBackend, Arena[]>();

/** The smallest that is large enough, else a new one; to be given back. */
export function takeArena(backend: PlannedBackend, bytes: number): Arena {
  const known = arenas.get(backend) ?? [];
  arenas.set(backend, known);
  const fitting = known.filter((arena) => arena.bytes >= bytes).sort((one, other) => one.bytes - other.bytes)[0];
  if (fitting !== undefined) {
    fitting.users += 1;
    return fitting;
  }
  // Vectors are read whole: a little more than is used.
  const address = backend.wasm._malloc(bytes + 128) >>> 0;
  if (address === 0) {
    throw new Error('The memory of WebAssembly is full (4 GiB).');
  }
  const arena = { address: 64 * Math.ceil(address / 64), block: address, bytes, isBusy: false, users: 1 };
  known.push(arena);
  return arena;
}

export function giveArenaBack(backend: PlannedBackend, arena: Arena): void {
  arena.users -= 1;
  if (arena.users === 0) {
    const known = arenas.get(backend)!;
    known.splice(known.indexOf(arena), 1);
    backend.wasm._free(arena.block);
  }
}
