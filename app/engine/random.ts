import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** Seeded numbers with a state that can be stored: nobody calls Math.random. */
export interface Random {
  /** Uniform in [0,1), 53 bits. */
  uniform(): number;
  /** Standard normal (Box–Muller, both values used). */
  normal(): number;
  /** Uniform whole number in [0, below). */
  integer(below: number): number;
  /** Another stream, named; it depends on this one's seed and the name, not on what was drawn. */
  fork(name: string): Random;
  state(): RandomState;
}
export interface RandomState {
  seed: number;
  generator: readonly number[];
  spare: number | null;
}

export function seededRandom(seed: number): Random {
  return random({ seed, generator: xoroshiro128plus(seed).getState(), spare: null });
}

export function restoreRandom(state: RandomState): Random {
  return random(state);
}

function random({ seed, generator: start, spare: left }: RandomState): Random {
  const generator = xoroshiro128plusFromState(start);
  let spare = left;

  function uniform(): number {
    const high = generator.next() >>> 5;
    const low = generator.next() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  function normal(): number {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  return {
    uniform,
    normal,
    integer: (below) => Math.floor(uniform() * below),
    fork: (name) => seededRandom(mix(seed, name)),
    state: () => ({ seed, generator: [...generator.getState()], spare }),
  };
}

/** FNV-1a over the name, started from the seed: a 31-bit seed for a named stream. */
function mix(seed: number, name: string): number {
  let hash = (2166136261 ^ seed) >>> 0;
  for (let at = 0; at < name.length; at += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(at), 16777619) >>> 0;
  }
  return hash & 0x7fffffff;
}
