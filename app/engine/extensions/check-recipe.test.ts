import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunConfig } from '../../../shared/run-config.ts';
import { openBackend } from '../backend.ts';
import { madeDataset } from '../datasets/index.ts';
import { extendWith } from '../own/additions.ts';
import type { Model, Player } from '../recipe.ts';
import type { Tf } from '../tensor.ts';
import { tinyConfig } from '../../tiny-config.ts';
import { checkRecipe } from './check-recipe.ts';
import { buildNetwork, defineRecipe, gradientPenalty, mlp, normalLatent, wasserstein } from './ganymede.ts';

const dataset = madeDataset('ring8').open({ params: { deviation: 0.02 }, seed: 1 });
let tf: Tf;
let atFirst = 0;
beforeAll(async () => {
  ({ tf } = await openBackend('cpu', {}));
  atFirst = tf.memory().numTensors;
});
afterAll(() => extendWith([]));

type Change = (model: Model, players: { critic: Player; generator: Player }) => Partial<Model> | undefined;

/** A small sound WGAN-GP with tanh inside, changed in one thing. */
function recipe(change: Change = () => undefined, { players = ['critic', 'generator'], usesTanhOf = 'ganymede' } = {}) {
  return defineRecipe({
    name: 'checked',
    title: 'Checked',
    accepts: ['points'],
    players,
    build({ tf, random }) {
      const latent = normalLatent(2);
      const hidden = { hidden: [4], activation: 'tanh' as const };
      const generator = buildNetwork({
        tf,
        name: 'generator',
        random: random.fork('g'),
        input: [2],
        layers: mlp({ ...hidden, output: [2] }),
      });
      const critic = buildNetwork({ tf, name: 'critic', random: random.fork('c'), input: [2], layers: mlp({ ...hidden, output: [1] }) });
      const judge = {
        apply: (x: Parameters<typeof critic.apply>[0]) => (usesTanhOf === 'tf' ? tf.tanh(critic.apply(x)) : critic.apply(x)),
      };
      const optimizer = { kind: 'adam', rate: 1e-3, beta1: 0.5, beta2: 0.9 } as const;
      const seats = {
        critic: {
          ...{ name: 'critic', networks: ['critic'], optimizer, batch: 4 },
          loss(play): ReturnType<Player['loss']> {
            const generated = generator.apply(play.latents);
            const { penalty } = gradientPenalty(play, judge, generated, { sided: 'two' });
            return { loss: wasserstein.judge(tf, judge.apply(play.real), judge.apply(generated)).add(penalty.mul(10)), also: { penalty } };
          },
        },
        generator: {
          ...{ name: 'generator', networks: ['generator'], optimizer, batch: 4 },
          loss: (play) => ({ loss: wasserstein.generator(tf, judge.apply(generator.apply(play.latents))), also: {} }),
        },
      } satisfies Record<string, Player>;
      const model: Model = {
        networks: [critic, generator],
        latent,
        players: [seats.critic, seats.generator],
        schedule: () => ['critic', 'generator'].map((player) => ({ player, updates: 1 })),
        generate: (latents) => generator.apply(latents, { training: false }),
        score: (examples) => critic.apply(examples, { training: false }).flatten(),
      };
      return { ...model, ...change(model, seats) };
    },
  });
}

async function broken(checked: ReturnType<typeof recipe>) {
  extendWith([{ recipes: [checked], datasets: [], metrics: [], probes: [] }]);
  const config: RunConfig = { ...tinyConfig(), recipe: 'checked', params: {} };
  const findings = await checkRecipe({ tf, recipe: checked, config, dataset });
  return findings.filter(({ isKept }) => !isKept);
}

const withLoss = (loss: (of: ReturnType<Player['loss']>) => ReturnType<Player['loss']>): Change => {
  return (model, { critic }) => ({ players: [{ ...critic, loss: (play) => loss(critic.loss(play)) }, ...model.players.slice(1)] });
};

test('a sound recipe keeps all of it, and nothing is left behind', async () => {
  expect(await broken(recipe())).toEqual([]);
  expect(tf.memory().numTensors).toBe(atFirst);
});

let calls = 0;
const faults: [string, ReturnType<typeof recipe>, RegExp, RegExp][] = [
  [
    'it throws when it is built',
    recipe(() => {
      throw new Error('no width');
    }),
    /builds/,
    /no width/,
  ],
  ['a player that is not declared', recipe(undefined, { players: ['critic'] }), /builds/, /declares the players critic and builds/],
  [
    'a player who moves a network that is not there',
    recipe((model, { critic }) => ({ players: [{ ...critic, networks: ['critc'] }, ...model.players.slice(1)] })),
    /builds/,
    /moves critc/,
  ],
  [
    'a player who never has a turn',
    recipe(() => ({ schedule: () => [{ player: 'critic', updates: 1 }] })),
    /plays every player/,
    /never gives a turn to generator/,
  ],
  [
    'examples of another shape',
    recipe((model) => ({ generate: (latents) => model.generate!(latents).concat(latents, 1) })),
    /shape/,
    /makes \[3,4\]/,
  ],
  ['a loss that is not a number', recipe(withLoss(({ loss, also }) => ({ loss: loss.mul(Number.NaN), also }))), /finite/, /NaN/],
  [
    'chance of its own',
    recipe(withLoss(({ loss, also }) => ({ loss: loss.mul(1 + Math.random()), also }))),
    /same numbers/,
    /Math\.random/,
  ],
  [
    'a loss that counts its calls',
    recipe(
      withLoss(({ loss, also }) => {
        calls += 1;
        return { loss: loss.mul(1 + calls), also };
      }),
    ),
    /checkpoint|same numbers/,
    /keeps nothing|once and/,
  ],
  [
    'a tensor that it keeps',
    recipe((model) => ({ players: model.players.map((player) => ({ ...player, after: () => void tf.keep(tf.scalar(1)) })) })),
    /leaks/,
    /tensors more/,
  ],
  [
    'activations that are wrong to second order',
    recipe(undefined, { usesTanhOf: 'tf' }),
    /second order/,
    /take activations from 'ganymede'/,
  ],
];

test.each(faults)('says what is broken: %s', async (_, checked, what, sentence) => {
  const found = await broken(checked);
  const meant = found.find((finding) => what.test(finding.what));
  expect(meant, JSON.stringify(found)).toBeDefined();
  expect(meant!.sentence).toMatch(sentence);
});
