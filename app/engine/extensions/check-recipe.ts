import type { Finding } from '../../../shared/extension.ts';
import type { Snapshot } from '../../../shared/measurement.ts';
import type { RunConfig } from '../../../shared/run-config.ts';
import { conditionOf, toBatch } from '../batch.ts';
import { exampleShape, shapeOf } from '../data-shape.ts';
import type { Dataset } from '../dataset.ts';
import { playOf } from '../dealing/deal.ts';
import { differentiate } from '../differentiate.ts';
import { drawFew } from '../labelled.ts';
import { seededRandom } from '../random.ts';
import type { Model, Play, Player, Recipe } from '../recipe.ts';
import type { Tf } from '../tensor.ts';
import { openSession } from '../train.ts';

interface Checked {
  tf: Tf;
  recipe: Recipe;
  config: RunConfig;
  dataset: Dataset;
}

const rules: [what: string, look: (checked: Checked) => Promise<string | null> | string | null][] = [
  ['builds its networks and players', builds],
  ['plays every player it declares', schedules],
  ['makes examples of the shape of the data', shapes],
  ['trains to finite numbers', trainsFinite],
  ['gives the same numbers for the same seed', sameNumbers],
  ['goes on from a checkpoint, bit for bit', goesOn],
  ['leaks no tensor', leaksNothing],
  ['has losses whose gradients are right, to second order too', slopes],
];

/** The contract that ours are held to, on small data. What depends on a rule that is broken is not looked at. */
export async function checkRecipe(checked: Checked): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [what, look] of rules) {
    const wrong = await Promise.resolve()
      .then(() => look(checked))
      .catch(
        (error: unknown) =>
          `It throws: ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 3).join(' ') : String(error)}`,
      );
    findings.push({ what, isKept: wrong === null, sentence: wrong ?? '' });
    if (wrong !== null && (what === rules[0]![0] || what === rules[1]![0])) break;
  }
  return findings;
}

function builds({ tf, recipe, config, dataset }: Checked): string | null {
  return withModel({ tf, recipe, config, dataset }, ({ networks, players }) => {
    const names = networks.map(({ name }) => name);
    const played = players.map(({ name }) => name);
    if (played.toSorted().join() !== recipe.players.toSorted().join())
      return `It declares the players ${recipe.players.join(', ')} and builds ${played.join(', ')}; make both lists the same.`;
    const strange = players.flatMap((player) => player.networks.filter((name) => !names.includes(name)));
    return strange.length === 0
      ? null
      : `A player moves ${strange.join(', ')}, and build() returns no network of that name; there are ${names.join(', ')}.`;
  });
}

function schedules({ recipe, ...rest }: Checked): string | null {
  return withModel({ recipe, ...rest }, (model) => {
    const turns = new Set(
      Array.from({ length: 50 }, (_, step) => model.schedule(step)).flatMap((each) => each.map(({ player }) => player)),
    );
    const unknown = [...turns].filter((player) => !recipe.players.includes(player));
    if (unknown.length > 0) return `Its schedule gives a turn to ${unknown.join(', ')}, who is no player.`;
    const idle = recipe.players.filter((player) => !turns.has(player));
    return idle.length === 0 ? null : `Within 50 steps its schedule never gives a turn to ${idle.join(', ')}.`;
  });
}

function shapes(checked: Checked): string | null {
  const { tf, recipe, dataset } = checked;
  const look = (model: Model): string | null => {
    const shape = shapeOf(dataset);
    const batch = toBatch(tf, shape, dataset.draw(seededRandom(3), 3));
    const condition = conditionOf(model, batch);
    const latents = tf.tensor2d(model.latent.draw(seededRandom(4), 3), [3, model.latent.size]);
    const made = model.generate?.(latents, condition);
    const wanted = [3, ...exampleShape(shape)];
    if ((made !== undefined) !== (recipe.generates ?? true))
      return made === undefined
        ? 'It has no generate(); write one, or declare generates: false.'
        : 'It declares generates: false and has a generate().';
    if (made !== undefined && made.shape.join() !== wanted.join())
      return `generate() makes [${made.shape}] of 3 latents; the data is [${wanted}].`;
    const score = model.score?.(batch.real, condition).shape;
    return score === undefined || score.join() === '3' ? null : `score() gives [${score}] for 3 examples; it must give [3].`;
  };
  return withModel(checked, (model) => {
    let wrong: string | null = null;
    tf.tidy(() => {
      wrong = look(model);
    });
    return wrong;
  });
}

async function trainsFinite(checked: Checked): Promise<string | null> {
  const { values, ending } = await train(checked, { steps: 4 });
  const wrong = Object.entries(values).find(([, value]) => !Number.isFinite(value));
  if (wrong !== undefined) return `${wrong[0]} was ${wrong[1]} within 4 steps. ${ending}`;
  return Object.keys(values).length === 0 ? 'It recorded no loss.' : null;
}

async function sameNumbers(checked: Checked): Promise<string | null> {
  const [first, second] = [await train(checked, { steps: 3 }), await train(checked, { steps: 3 })];
  const wrong = Object.keys(first.values).find((key) => !Object.is(first.values[key], second.values[key]));
  if (wrong !== undefined)
    return `${wrong} was ${first.values[wrong]} once and ${second.values[wrong]} again. Draw only from what you are handed: random in build(), play.uniform and play.normal in a loss; never Math.random or a clock.`;
  return null;
}

async function goesOn(checked: Checked): Promise<string | null> {
  const whole = await train(checked, { steps: 6, replays: false });
  const half = await train(checked, { steps: 3 });
  const rest = await train(checked, { steps: 6, from: half.snapshot });
  const wrong = Object.keys(whole.values).find((key) => !Object.is(whole.values[key], rest.values[key]));
  if (wrong === undefined) return null;
  return `After 6 steps ${wrong} was ${whole.values[wrong]} without a break and ${rest.values[wrong]} with one. A loss keeps nothing between two calls: what it remembers belongs in buildMemory(), what changes with the step comes from play.scalarAt or play.choiceAt.`;
}

async function leaksNothing({ tf, config, dataset }: Checked): Promise<string | null> {
  const session = await openSession({ tf, config: { ...config, steps: 8 }, dataset, from: null });
  const counts: number[] = [];
  try {
    for await (const report of session.run()) if (report.step > 1) counts.push(tf.memory().numTensors);
  } finally {
    session.dispose();
  }
  const grown = counts.at(-1)! - counts[0]!;
  return grown === 0
    ? null
    : `${grown} tensors more after ${counts.length - 1} steps. What is made inside a loss goes by itself; do not tf.keep what is made there.`;
}

function slopes(checked: Checked): string | null {
  const { tf, dataset } = checked;
  return withModel(checked, (model) => {
    for (const player of model.players) {
      const wrong = slopeError(tf, model, player, dataset);
      if (wrong !== null) return wrong;
    }
    return null;
  });
}

/** The gradient against the central difference of the loss along it, on one fixed batch; the shortest way that rounding leaves readable decides. */
function slopeError(tf: Tf, model: Model, player: Player, dataset: Dataset): string | null {
  const all = model.networks.filter(({ name }) => player.networks.includes(name)).flatMap(({ variables }) => variables);
  const variables = all.filter(({ trainable }) => trainable);
  const remembered = model.networks.flatMap((network) => network.variables).filter(({ trainable }) => !trainable);
  const before = remembered.map(({ variable }) => variable.dataSync().slice());
  const { gradients, scalars } = differentiate(tf, player, variables, () => dealt(tf, model, player, dataset));
  const steepest = variables.map(({ name, variable }) => Float32Array.from(gradients[name]?.dataSync() ?? new Float32Array(variable.size)));
  tf.dispose([gradients, scalars.tensor]);
  const size = Math.sqrt(steepest.reduce((sum, values) => sum + values.reduce((inner, value) => inner + value * value, 0), 0));
  if (!(size > 1e-6)) return `The loss of the ${player.name} has no slope (${size}): nothing it moves is part of it.`;
  const start = variables.map(({ variable }) => variable.dataSync().slice());
  const lossAt = (along: number) =>
    tf.tidy(() => {
      remembered.forEach(({ variable }, at) => void variable.assign(tf.tensor(before[at]!, variable.shape)));
      variables.forEach(({ variable }, at) => {
        variable.assign(
          tf.tensor(
            start[at]!.map((weight, i) => weight + (along * steepest[at]![i]!) / size),
            variable.shape,
          ),
        );
      });
      return player.loss(dealt(tf, model, player, dataset)).loss.dataSync()[0]!;
    });
  const measured = [2e-3, 5e-4, 1e-4].map((distance) => (lossAt(distance) - lossAt(-distance)) / (2 * distance));
  const errors = measured.map((slope) => Math.abs(slope - size) / size);
  if (Math.min(...errors) < 0.03) return null;
  const nearest = measured[errors.indexOf(Math.min(...errors))]!;
  return `The loss of the ${player.name} rises by ${nearest.toPrecision(3)} along its gradient, which says ${size.toPrecision(3)}. Where it differentiates through a gradient, take activations from 'ganymede' (tanh, sigmoid, softplus …): TensorFlow.js's own are wrong to second order.`;
}

/** The same batch each time. */
function dealt(tf: Tf, model: Model, { batch }: Player, dataset: Dataset): Play {
  const random = seededRandom(7);
  const deal = { step: 0, batch, draw: dataset.draw(random, batch), latents: model.latent.draw(random, batch), noise: random };
  const few = model.labelled === undefined ? null : drawFew(tf, dataset, seededRandom(8), model.labelled.perClass);
  const labelled = few === null ? null : { examples: few.real, condition: few.condition! };
  return playOf(deal, { tf, shape: shapeOf(dataset), latentSize: model.latent.size, labelled });
}

function withModel<Result>({ tf, recipe, config, dataset }: Checked, use: (model: Model) => Result): Result {
  const model = recipe.build({ tf, params: config.params, data: shapeOf(dataset), random: seededRandom(1) });
  try {
    return use(model);
  } finally {
    for (const network of model.networks) network.dispose();
  }
}

async function train(
  { tf, config, dataset }: Checked,
  { steps, from = null, replays }: { steps: number; from?: Snapshot | null; replays?: boolean },
) {
  const session = await openSession({ tf, config: { ...config, steps }, dataset, from, replays });
  try {
    const values: Record<string, number> = {};
    let ending = '';
    const reports = session.run();
    for (let next = await reports.next(); ; next = await reports.next()) {
      if (next.done) {
        ending = next.value.sentence;
        break;
      }
      for (const measurement of next.value.measurements) if (measurement.type === 'points') Object.assign(values, measurement.values);
    }
    return { values, ending, snapshot: await session.snapshot() };
  } finally {
    session.dispose();
  }
}
