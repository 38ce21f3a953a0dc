import type { AdoptedLoop, Loops } from './loops.ts';
import { shared } from './share-code.ts';

export interface CrewOptions {
  /** This thread included. */
  threads: number;
  startThread(work: { module: object; memory: object; task: number }, onEnd: () => void): Promise<(loop: AdoptedLoop) => void>;
  /** What a thread alone does sooner is not shared, in nanoseconds: about what telling the others takes. */
  worthSharing?: number;
}

/** Looks at what others still do before this thread sleeps, too. */
const looks = 20_000;
const generations = 0x3fffffff;

/**
 * Lets `threads` threads do the tasks of these loops together, each taking some units at a time: a thread that the machine gives
 * no time holds up nobody. A unit's numbers never depend on who computes it, so that any number of threads gives the same bytes.
 * Threads that break off leave the work to this one. Ends by calling what it resolves with.
 */
export async function openCrew(loops: Loops, { threads, startThread, worthSharing = 40_000 }: CrewOptions): Promise<() => void> {
  const { module, task, claim } = loops.shared;
  const words = new Int32Array(loops.memory.buffer, task, shared.bytes / 4);
  const word = (offset: number) => offset / 4;
  const advance = () => Atomics.store(words, word(shared.generation), (Atomics.load(words, word(shared.generation)) + 1) & generations);
  const end = () => {
    loops.hand(null);
    Atomics.store(words, word(shared.generation), -1);
    Atomics.notify(words, word(shared.generation));
  };
  // Threads of an earlier crew must have heard that they are sent home.
  end();
  await leaving.get(loops);
  Atomics.store(words, word(shared.generation), 0);
  Atomics.store(words, word(shared.failed), 0);
  // Where this thread may not wait, this throws; so does a memory that is not shared.
  Atomics.wait(words, word(shared.failed), 1, 0);
  const start = async () => {
    const left = Promise.withResolvers<void>();
    leaving.set(loops, Promise.all([leaving.get(loops), left.promise]));
    const onEnd = () => {
      loops.hand(null);
      left.resolve();
    };
    try {
      return await startThread({ module, memory: loops.memory, task }, onEnd);
    } catch (error) {
      left.resolve();
      throw error;
    }
  };
  let tells: ((loop: AdoptedLoop) => void)[];
  try {
    tells = await Promise.all(Array.from({ length: threads - 1 }, start));
  } catch (error) {
    end();
    throw error;
  }
  const perform = (units: number, effort: number, alone: () => void) => {
    if (units < 2 || effort < worthSharing) {
      alone();
      return;
    }
    words[word(shared.units)] = units;
    words[word(shared.share)] = Math.ceil(units / (16 * threads));
    Atomics.store(words, word(shared.next), 0);
    advance();
    Atomics.notify(words, word(shared.generation), threads - 1);
    claim(task);
    advance();
    awaitOthers(words, word(shared.active));
    if (Atomics.load(words, word(shared.failed)) !== 0) {
      end();
      alone();
    }
  };
  loops.hand({
    perform,
    tell(loop) {
      for (const tell of tells) tell(loop);
    },
  });
  return end;
}

/** Resolves when every thread that was called is gone. */
const leaving = new WeakMap<Loops, Promise<unknown>>();

function awaitOthers(words: Int32Array, place: number): void {
  for (let looked = 0; Atomics.load(words, place) !== 0; looked += 1) {
    if (looked >= looks) {
      Atomics.wait(words, place, Atomics.load(words, place) || -1, 1000);
    }
  }
}
