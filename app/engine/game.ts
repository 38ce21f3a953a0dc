import { StudioError } from '../../shared/errors.ts';
import type { NoteMeasurement, Snapshot } from '../../shared/measurement.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import { todaysParams } from '../../shared/stored-params.ts';
import { shapeChanges, shapeOf } from './data-shape.ts';
import type { Dataset } from './dataset.ts';
import { openDealer, type StreamStates } from './dealing/dealer.ts';
import { drawFew } from './labelled.ts';
import type { NamedVariable } from './network.ts';
import { seededRandom } from './random.ts';
import type { DataShape, Model, Player } from './recipe.ts';
import type { TakenSlopes } from './recording/computed-slopes.ts';
import { openSlopeOptimizer, type SlopeOptimizer } from './recording/slope-optimizer.ts';
import { openSlopeTaker, type SlopeTaker } from './recording/recorded-slopes.ts';
import { findRecipe } from './recipes/index.ts';
import { readOptimizerSlots, readVariables, writeVariables } from './stored-tensors.ts';
import { isFar } from './tensor-data.ts';
import type { Tensor, Tf } from './tensor.ts';

/** A model with its players' optimisers and its random streams: everything that makes the next step what it will be. */
export interface Game {
  model: Model;
  readonly step: number;
  play(options: { keepGradients: boolean }): Promise<StepOutcome>;
  /** What could not be taken over, as notes. @throws StudioError naming the tensor that does not fit */
  restore(from: Snapshot): NoteMeasurement[];
  snapshot(): Promise<Snapshot>;
  dispose(): void;
}

export interface StepOutcome {
  /** Of each player's last update in the step: `loss/critic`, `critic/penalty`, `gradient-norm/critic` … */
  values: Record<string, number>;
  notes: NoteMeasurement[];
  /** The sentence that says which loss was not finite. */
  nonFinite: string | null;
  /** By player and variable, of its last update; empty unless asked for. */
  gradients: Record<string, Record<string, Tensor>>;
  /** Lets the gradients go. */
  dispose(): void;
}

interface Seat {
  player: Player;
  variables: NamedVariable[];
  optimizer: SlopeOptimizer;
  slopes: SlopeTaker;
  /** A loss that stays NaN is said once, not at every step. */
  wasFinite: boolean;
}

/** One update of a step, as the schedule has it. */
interface Update {
  at: Seat;
  /** Such as `update 2 of 5`. */
  which: string;
  isLast: boolean;
}

export interface GameOptions {
  tf: Tf;
  config: RunConfig;
  dataset: Dataset;
  /** False computes every update through tfjs, to compare with. The numbers are the same. */
  replays?: boolean;
  /** Draws each update's numbers while the one before is computed; left out, where that is on another device. The numbers are the same. */
  feedsAhead?: boolean;
}

export function openGame({ tf, config, dataset, replays = true, feedsAhead = isFar(tf) }: GameOptions): Game {
  const root = seededRandom(config.seed);
  const shape = shapeOf(dataset);
  const recipe = findRecipe(config.recipe);
  const today = todaysParams({ specs: recipe.params, stored: config.params, kind: shape.kind, preset: config.preset });
  const model = recipe.build({ tf, params: today.params, data: shape, random: root.fork('weights') });
  const dealer = openDealer({ root, dataset, latent: model.latent });
  let step = 0;
  const few = model.labelled === undefined ? null : drawFew(tf, dataset, root.fork('labelled'), model.labelled.perClass);
  const labelled = few === null ? null : { examples: few.real, condition: few.condition! };
  const seats = new Map(model.players.map((player) => [player.name, seat(player)]));

  function seat(player: Player): Seat {
    const variables = model.networks.flatMap((network) => network.variables);
    const own = model.networks.filter((network) => player.networks.includes(network.name)).flatMap((network) => network.variables);
    const trained = own.filter(({ trainable }) => trainable);
    const options = { tf, shape, latentSize: model.latent.size, labelled };
    return {
      player,
      variables: trained,
      optimizer: openSlopeOptimizer(tf, player.optimizer, trained),
      slopes: openSlopeTaker({ player, trained, variables, play: options, replays }),
      wasFinite: true,
    };
  }

  async function play({ keepGradients }: { keepGradients: boolean }): Promise<StepOutcome> {
    const outcome: StepOutcome = { values: {}, notes: [], nonFinite: null, gradients: {}, dispose: () => tf.dispose(outcome.gradients) };
    if (isAtRest(step) && !isAtRest(step - 1)) {
      const sentence = `Every learning rate is 0 from step ${step + 1} on: what follows changes nothing. Let the rates fall over as many steps as the run has, or over 0 to keep them.`;
      outcome.notes.push({ type: 'note', step: step + 1, level: 'warning', sentence });
    }
    const updates = updatesOf(step);
    for (const [place, update] of updates.entries()) {
      const next = updates[place + 1] ?? (step + 1 < config.steps ? updatesOf(step + 1)[0] : undefined);
      await updateOnce(update, outcome, keepGradients && update.isLast, next);
      if (outcome.nonFinite !== null && config.onNonFinite === 'end') break;
    }
    step += 1;
    return outcome;
  }

  function updatesOf(at: number): Update[] {
    return model.schedule(at).flatMap(({ player, updates }) =>
      Array.from({ length: updates }, (_, before) => ({
        at: seats.get(player)!,
        which: `update ${before + 1} of ${updates}`,
        isLast: before + 1 === updates,
      })),
    );
  }

  function isAtRest(at: number): boolean {
    return at >= 0 && model.schedule(at).every(({ player }) => seats.get(player)!.player.rateAt?.(at) === 0);
  }

  async function updateOnce({ at, which }: Update, outcome: StepOutcome, keepGradients: boolean, next?: Update): Promise<void> {
    const { player } = at;
    if (player.isDue !== undefined && !(await player.isDue())) return;
    const taking = at.slopes.take(dealer.deal(step, player.batch));
    // Here the commands are under way and nothing is read yet. A balance rule may make another player the next: then it is drawn anew.
    if (feedsAhead && next !== undefined) dealer.drawAhead(next.at.player.batch);
    const taken = await taking;
    try {
      if (taken.note !== null) outcome.notes.push({ type: 'note', step: step + 1, level: 'warning', sentence: taken.note });
      await move(at, which, taken, outcome, keepGradients);
    } finally {
      taken.dispose();
    }
  }

  async function move(at: Seat, which: string, taken: TakenSlopes, outcome: StepOutcome, keepGradients: boolean): Promise<void> {
    const { player } = at;
    const values = Object.fromEntries(Object.entries(taken.scalars).map(([name, value]) => [seriesOf(name, player.name), value]));
    if (keepGradients) outcome.gradients[player.name] = await keptGradients(tf, at.variables, taken);
    values[`gradient-norm/${player.name}`] = taken.norm();
    Object.assign(outcome.values, values);
    const isSound = Number.isFinite(values[`loss/${player.name}`]) && Number.isFinite(values[`gradient-norm/${player.name}`]);
    if (isSound) {
      await at.optimizer.apply(taken, player.rateAt?.(step) ?? 1);
      player.after?.();
    } else refuse(at, which, values, outcome);
    at.wasFinite = isSound;
  }

  function refuse(at: Seat, which: string, values: Record<string, number>, outcome: StepOutcome): void {
    const name = at.player.name;
    const loss = values[`loss/${name}`];
    const what = Number.isFinite(loss) ? `gradient of the ${name}` : `loss of the ${name}`;
    const value = Number.isFinite(loss) ? values[`gradient-norm/${name}`] : loss;
    outcome.nonFinite = `The ${what} was ${value} in step ${step + 1} (${which}).`;
    // Where it ends the run, the end says it; a note beside would say it twice.
    if (config.onNonFinite === 'continue' && at.wasFinite) {
      const sentence = `${outcome.nonFinite} Updates are left out until it is finite again, as the config asks.`;
      outcome.notes.push({ type: 'note', step: step + 1, level: 'warning', sentence });
    }
  }

  function restore(from: Snapshot): NoteMeasurement[] {
    const state = from.state as unknown as GameState;
    try {
      writeVariables(tf, model.networks, from.tensors);
    } catch (cause) {
      const changed = state.shape === undefined ? [] : shapeChanges(state.shape, shape);
      if (changed.length === 0) throw cause;
      const sentence = `The checkpoint does not fit this data: ${changed.join('; ')}. Train on data as it was, or start a new run on this.`;
      throw new StudioError('conflict', sentence, { cause });
    }
    const notes = changedKnobs(from.step);
    for (const [name, { player, optimizer }] of seats) {
      const stored = state.optimizers?.[name];
      if (stored?.kind === kindOf(player)) optimizer.restore({ slots: readOptimizerSlots(from.tensors, name), updates: stored.updates });
      else {
        const sentence = `The ${name} starts with a fresh ${player.optimizer.kind} optimiser: the checkpoint's was ${stored?.kind ?? 'none'}.`;
        notes.push({ type: 'note', step: from.step, level: 'info', sentence });
      }
    }
    dealer.restore(state.random);
    step = from.step;
    return notes;
  }

  /** What a config of an earlier Ganymede lacked or had too much. */
  function changedKnobs(at: number): NoteMeasurement[] {
    const note = (sentence: string): NoteMeasurement => ({ type: 'note', step: at, level: 'info', sentence });
    const said = today.come.map((key) => `${key}: ${today.params[key]}`).join(', ');
    return [
      ...(today.come.length > 0 ? [note(`This run was started before ${config.recipe} had all its params; it goes on with ${said}.`)] : []),
      ...(today.gone.length > 0 ? [note(`${config.recipe} no longer has ${today.gone.join(', ')}; the run goes on without.`)] : []),
    ];
  }

  async function snapshot(): Promise<Snapshot> {
    const tensors = await readVariables(model.networks);
    const optimizers: GameState['optimizers'] = {};
    for (const [name, { player, optimizer }] of seats) {
      const { slots, updates } = await optimizer.state();
      optimizers[name] = { kind: kindOf(player), updates };
      for (const [slot, tensor] of Object.entries(slots)) tensors[`optimizer/${name}/${slot}`] = tensor;
    }
    return { step, tensors, state: { shape, random: dealer.states(), optimizers } };
  }

  return {
    model,
    get step() {
      return step;
    },
    play,
    restore,
    snapshot,
    dispose: () => {
      for (const { slopes, optimizer } of seats.values()) for (const each of [slopes, optimizer]) each.dispose();
      for (const network of model.networks) network.dispose();
      if (few !== null) tf.dispose(Object.values(few));
    },
  };
}

/** What of a game is not a tensor; plain JSON. */
interface GameState {
  /** Of the data; older checkpoints may lack it. */
  shape?: DataShape;
  random: StreamStates;
  optimizers: Record<string, { kind: string; updates: number }>;
}

/** Optimisers of one kind keep the same slots. */
function kindOf({ optimizer }: Player): string {
  return optimizer.kind === 'sgd' && (optimizer.momentum ?? 0) > 0 ? 'sgd with momentum' : optimizer.kind;
}

/** As tensors, for who looks at them. */
async function keptGradients(tf: Tf, variables: NamedVariable[], taken: TakenSlopes): Promise<Record<string, Tensor>> {
  const copies = Object.entries(await taken.gradients()).map(([name, numbers]) => [name, numbers.slice()] as const);
  const shapes = new Map(variables.map(({ name, variable }) => [name, variable.shape]));
  return Object.fromEntries(copies.map(([name, numbers]) => [name, tf.tensor(numbers, shapes.get(name)!)]));
}

function seriesOf(scalar: string, player: string): string {
  return scalar === 'loss' ? `loss/${player}` : `${player}/${scalar}`;
}
