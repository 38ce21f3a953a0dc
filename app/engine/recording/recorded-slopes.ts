import { type Deal, playOf, type PlayOptions, sizesOf } from '../dealing/deal.ts';
import { differentiate, type Slopes } from '../differentiate.ts';
import type { NamedVariable } from '../network.ts';
import { restoreRandom } from '../random.ts';
import type { Player } from '../recipe.ts';
import { dataBackend, giveTo, isFar, letGo, look } from '../tensor-data.ts';
import type { Variable } from '../tensor.ts';
import { compile } from './compile.ts';
import { computedSlopes, farSlopes, nearSlopes, type TakenSlopes } from './computed-slopes.ts';
import { type Choice, type FeedWatch, watchFeeds } from './feeds.ts';
import { playerOf, type TapePlayer } from './play.ts';
import { record, type Recording } from './record.ts';
import { areNear, areSame } from './same-numbers.ts';
import type { Tape } from './tape.ts';
import { tapeTools } from './tape-tools.ts';

/** A loss and its gradient for one deal after another: computed by tfjs at first, then replayed. */
export interface SlopeTaker {
  take(deal: Deal): Promise<TakenSlopes>;
  dispose(): void;
}

interface Recorded {
  tape: Tape;
  player: TapePlayer;
  names: { scalars: string[]; gradients: string[] };
  /** Of the arrays dealt: a last smaller batch has a tape of its own. */
  sizes: string;
  choices: Choice[];
  /** Updates by this tape so far. */
  uses: number;
}

/** More recordings of one player than this are not worth their while. */
const mostTapes = 12;

/** Backends that give the same bits for the same kernels on the same numbers; others are compared within rounding. */
const exactBackends = ['cpu', 'wasm', 'torch'];

export interface SlopeTakerOptions {
  player: Player;
  /** What it minimises over. */
  trained: NamedVariable[];
  /** All of the game: a loss may set some of them itself. */
  variables: NamedVariable[];
  play: PlayOptions;
  replays: boolean;
}

export function openSlopeTaker({ player, trained, variables: all, play, replays }: SlopeTakerOptions): SlopeTaker {
  const { tf } = play;
  const backend = dataBackend(tf);
  const variables = all.map(({ variable }) => variable);
  const recorded: Recorded[] = [];
  let isReplaying = replays;

  async function take(deal: Deal): Promise<TakenSlopes> {
    if (!isReplaying) return computedSlopes(tf, compute(deal));
    const known = recorded.find((candidate) => isFor(candidate, deal));
    if (known === undefined) return recordFirst(deal);
    known.uses += 1;
    return isPowerOfFour(known.uses) ? compareAgain(known, deal) : replay(known, deal);
  }

  function compute(deal: Deal, watch?: FeedWatch): Slopes {
    return differentiate(tf, player, trained, () => playOf(deal, { ...play, watch }));
  }

  /** Recorded, put back and computed again: a state that the loss keeps in JavaScript makes the second unlike the recording. */
  async function recordFirst(deal: Deal): Promise<TakenSlopes> {
    const held = hold();
    const { tape, names } = recordOf({ ...deal, noise: restoreRandom(deal.noise.state()) });
    for (const [at, variable] of variables.entries()) putBack(variable, held.dataIds[at]);
    const feeds = watchFeeds();
    const slopes = await computedSlopes(tf, compute(deal, feeds));
    if ('refusal' in tape) return { ...slopes, note: held.letGo(giveUp(tape.refusal)) };
    const rest = { names, sizes: sizesOf(deal), choices: feeds.choices, uses: 1 };
    for (const made of waysToPlay(tape)) {
      const candidate: Recorded = { ...made, ...rest };
      if (!(await isSameReplayed(candidate, feeds, held.dataIds, slopes))) {
        made.player.release?.();
        for (const dataId of made.tape.constants) if (!tape.constants.includes(dataId)) letGo(tf, dataId);
        continue;
      }
      recorded.push(candidate);
      const note = recorded.length > mostTapes ? giveUp('its loss changes with the step too often') : null;
      return { ...slopes, note: held.letGo(note) };
    }
    for (const dataId of tape.constants) letGo(tf, dataId);
    return { ...slopes, note: held.letGo(giveUp('a replay did not give the numbers of the update that was recorded')) };
  }

  function recordOf(deal: Deal): { tape: Recording['tape']; names: Recorded['names'] } {
    const feeds = watchFeeds();
    const results = ({ scalars, gradients }: Slopes) => [scalars.tensor, ...Object.values(gradients)];
    const { value, tape } = record(tf, { variables, feeds, run: () => compute(deal, feeds), results });
    const names = { scalars: value.scalars.names, gradients: Object.keys(value.gradients) };
    tf.dispose(results(value));
    return { tape, names };
  }

  function putBack(variable: Variable, dataId: object): void {
    if (variable.dataId === dataId) return;
    backend.incRef(dataId);
    giveTo(tf, variable, dataId);
  }

  /** As the backend's own tools would have it, then plainly. */
  function* waysToPlay(recording: Tape): Generator<Pick<Recorded, 'tape' | 'player'>> {
    const plain = compile(recording);
    const tools = tapeTools[tf.getBackend()];
    if (tools !== undefined) {
      const tape = tools.rewrite === undefined ? plain : compile(tools.rewrite(plain));
      yield { tape, player: (tools.playerOf ?? playerOf)(tape, backend) };
    }
    yield { tape: plain, player: playerOf(plain, backend) };
  }

  /** An update now and then is computed both ways: a loss with a state of its own gives itself away. */
  async function compareAgain(known: Recorded, deal: Deal): Promise<TakenSlopes> {
    const held = hold();
    const feeds = watchFeeds();
    const slopes = await computedSlopes(tf, compute(deal, feeds));
    const isSame = feeds.arrays.length === known.tape.sources.length && (await isSameReplayed(known, feeds, held.dataIds, slopes));
    const note = isSame ? null : giveUp(changed(known.uses));
    return { ...slopes, note: held.letGo(note) };
  }

  /** What the variables are before an update that may set them. */
  function hold() {
    const dataIds: object[] = variables.map(({ dataId }) => dataId);
    for (const dataId of dataIds) backend.incRef(dataId);
    return {
      dataIds,
      letGo<Said>(said: Said): Said {
        for (const dataId of dataIds) letGo(tf, dataId);
        return said;
      },
    };
  }

  async function isSameReplayed(
    { tape, player: tapePlayer }: Recorded,
    feeds: FeedWatch,
    before: object[],
    expected: TakenSlopes,
  ): Promise<boolean> {
    const isExact = exactBackends.includes(tf.getBackend()) && !isFar(tf);
    try {
      tapePlayer.play(feeds.arrays, before);
    } catch {
      return false;
    }
    const found = [...tape.results, ...tape.assigned.map(({ to }) => to)].map((operand) => backend.read(tapePlayer.dataOf(operand)));
    const wanted = [
      Float32Array.from(Object.values(expected.scalars)),
      ...Object.values(await expected.gradients()),
      ...tape.assigned.map(({ variable }) => variables[variable].data()),
    ];
    const pairs = await Promise.all(found.map(async (numbers, at) => [await numbers, await wanted[at]] as [Float32Array, Float32Array]));
    tapePlayer.clear(new Set());
    const others = variables.every(({ dataId }, at) => dataId === before[at] || tape.assigned.some(({ variable }) => variable === at));
    return others && found.length === wanted.length && pairs.every(([one, other]) => (isExact ? areSame(one, other) : areNear(one, other)));
  }

  function replay({ tape, player: tapePlayer, names }: Recorded, deal: Deal): TakenSlopes | Promise<TakenSlopes> {
    tapePlayer.play(
      tape.sources.map((source) => source(deal)),
      variables.map(({ dataId }) => dataId),
    );
    const [scalars, ...slopes] = tape.results.map((operand) => ({ ...operand, dataId: tapePlayer.dataOf(operand) }));
    const given = settle(tape, tapePlayer);
    const dispose = () => tapePlayer.clear(given);
    const gradients = Object.fromEntries(names.gradients.map((name, at) => [name, slopes[at]]));
    if (isFar(tf)) return farSlopes(tf, { names: names.scalars, scalars, gradients, dispose });
    const looked = () => Object.fromEntries(names.gradients.map((name, at) => [name, look(backend, slopes[at])]));
    return nearSlopes({ names: names.scalars, scalars: look(backend, scalars).slice(), gradients: looked, dispose });
  }

  /** The variables that the loss sets become what the tape made. */
  function settle(tape: Tape, tapePlayer: TapePlayer): Set<object> {
    const given = new Set<object>();
    const moves = tape.assigned.map(({ variable, to }) => {
      const dataId = tapePlayer.dataOf(to);
      // A value made by the tape has one holder, the tape; it goes over to the first that wants it.
      if (to.ref.kind === 'value' && !given.has(dataId)) given.add(dataId);
      else backend.incRef(dataId);
      return { variable: variables[variable], dataId };
    });
    for (const { variable, dataId } of moves) giveTo(tf, variable, dataId);
    return given;
  }

  function giveUp(why: string): string {
    isReplaying = false;
    dispose();
    return `The updates of the ${player.name} are computed operation by operation, not replayed from a recording: ${why}.`;
  }

  function dispose(): void {
    for (const { tape, player: tapePlayer } of recorded.splice(0)) {
      tapePlayer.release?.();
      for (const dataId of tape.constants) letGo(tf, dataId);
    }
  }

  return { take, dispose };
}

function isFor({ sizes, choices }: Recorded, deal: Deal): boolean {
  return sizesOf(deal) === sizes && choices.every(({ choose, chosen }) => choose(deal.step) === chosen);
}

function changed(update: number): string {
  return (
    `its update ${update} was computed both ways and the replay gave other numbers, so those replayed before may be wrong too; ` +
    'its loss depends on something that no recording holds'
  );
}

/** 1, 4, 16 …: rare enough to cost nothing. */
function isPowerOfFour(count: number): boolean {
  return (count & (count - 1)) === 0 && count % 3 === 1;
}
