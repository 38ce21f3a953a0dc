import { StudioError } from '../../../shared/errors.ts';
import type { Dataset } from '../dataset.ts';
import type { Deal } from './deal.ts';
import { type Random, type RandomState, restoreRandom } from '../random.ts';
import type { Latent } from '../recipe.ts';

const streamNames = ['data', 'latents', 'noise'] as const;
type ByName<Each> = Record<(typeof streamNames)[number], Each>;
export type StreamStates = ByName<RandomState>;

/** A game's random streams, and what is dealt from them. */
export interface Dealer {
  /** A fresh batch of everything that a loss is computed from. */
  deal(step: number, batch: number): Deal;
  /**
   * Draws what the next deal is likely to be, while another device computes. One is held at most; where the next is of another batch
   * the streams go back to where they were, so no number depends on what was drawn ahead.
   */
  drawAhead(batch: number): void;
  /** As if nothing had been drawn ahead. */
  states(): StreamStates;
  /** @throws StudioError where a stream is missing */
  restore(states: StreamStates | undefined): void;
}

interface Ahead {
  batch: number;
  drawn: Pick<Deal, 'draw' | 'latents'>;
  before: Pick<StreamStates, 'data' | 'latents'>;
}

export function openDealer({ root, dataset, latent }: { root: Random; dataset: Dataset; latent: Latent }): Dealer {
  let streams = byName((name) => root.fork(name));
  let ahead: Ahead | null = null;

  function deal(step: number, batch: number): Deal {
    if (ahead !== null && ahead.batch !== batch) putBack(ahead.before);
    const drawn = ahead?.drawn ?? drawNow(batch);
    ahead = null;
    return { step, batch, ...drawn, noise: streams.noise };
  }

  function drawAhead(batch: number): void {
    if (ahead !== null) putBack(ahead.before);
    const { data, latents } = states();
    const before = { data, latents };
    try {
      ahead = { batch, drawn: drawNow(batch), before };
    } catch {
      // Who deals meets it again, in its turn.
      putBack(before);
    }
  }

  function drawNow(batch: number): Ahead['drawn'] {
    return { draw: dataset.draw(streams.data, batch), latents: latent.draw(streams.latents, batch) };
  }

  function putBack({ data, latents }: Ahead['before']): void {
    streams = { ...streams, data: restoreRandom(data), latents: restoreRandom(latents) };
    ahead = null;
  }

  function states(): StreamStates {
    return { ...byName((name) => streams[name].state()), ...ahead?.before };
  }

  function restore(from: StreamStates | undefined): void {
    const missing = streamNames.find((name) => from?.[name] === undefined);
    if (from === undefined || missing !== undefined) {
      throw new StudioError('conflict', `The checkpoint holds no state of the random stream ${missing}, so the run can't go on from it.`);
    }
    streams = byName((name) => restoreRandom(from[name]));
    ahead = null;
  }

  return { deal, drawAhead, states, restore };
}

function byName<Each>(each: (name: keyof StreamStates) => Each): ByName<Each> {
  return Object.fromEntries(streamNames.map((name) => [name, each(name)])) as ByName<Each>;
}
