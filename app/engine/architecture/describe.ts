import type {
  Architecture,
  ArchitectureLayer,
  ArchitectureNetwork,
  ArchitecturePlayer,
  ArchitectureWeight,
} from '../../../shared/architecture.ts';
import { dataKinds } from '../../../shared/params.ts';
import type { RunConfig } from '../../../shared/run-config.ts';
import { todaysParams } from '../../../shared/stored-params.ts';
import { latentParts } from '../latent-parts.ts';
import type { Layer, NamedVariable, Network } from '../network.ts';
import type { DataShape, Player } from '../recipe.ts';
import { findRecipe } from '../recipes/index.ts';
import { conditionShape, drawingOf } from './drawing.ts';
import { noRandom, symbolicTf } from './symbolic.ts';

/** At a checkpoint's step, as its state tells the shape of the data; null where it tells none. */
export function architectureIn(config: RunConfig, state: object, step = 0): Architecture | null {
  const { shape } = state as { shape?: DataShape };
  return shape !== undefined && dataKinds.includes(shape.kind) ? architectureOf(config, shape, step) : null;
}

/** What the networks of a config are on data of this shape, without a backend and without weights: recipes are built of shapes alone. */
export function architectureOf(config: RunConfig, data: DataShape, step = 0): Architecture {
  const recipe = findRecipe(config.recipe);
  const { params } = todaysParams({ specs: recipe.params, stored: config.params, kind: data.kind, preset: config.preset });
  const symbolic = symbolicTf();
  const model = recipe.build({ tf: symbolic.tf, params, data, random: noRandom });
  return {
    format: 'ganymede-architecture-1',
    recipe: config.recipe,
    params,
    data,
    latent: { size: model.latent.size, parts: latentParts(model, params) },
    condition: conditionShape(model, data),
    networks: model.networks.map(networkOf),
    players: model.players.map((player) => playerOf(player, step)),
    draw: drawingOf(symbolic, model, data),
  };
}

function playerOf({ name, networks, batch, optimizer, rateAt }: Player, step: number): ArchitecturePlayer {
  const share = rateAt?.(step) ?? 1;
  return { name, networks, batch, optimizer: { ...optimizer }, ...(share === 1 ? {} : { rateNow: optimizer.rate * share }) };
}

function networkOf({ name, input, output, plan, variables }: Network): ArchitectureNetwork {
  if (plan.length === 0) {
    return { name, input, output, layers: [], ...(variables.length === 0 ? {} : { memory: weightsOf(variables, `${name}/`) }) };
  }
  const counts = new Map<string, number>();
  return {
    name,
    input,
    output,
    layers: inOrder(plan, input, (layer, shape) => {
      const place = (counts.get(layer.kind) ?? 0) + 1;
      counts.set(layer.kind, place);
      return layerOf(layer, `${layer.kind}${place}`, `${name}/`, shape, variables);
    }),
  };
}

function layerOf(layer: Layer, name: string, under: string, input: number[], variables: NamedVariable[]): ArchitectureLayer {
  const own = `${under}${name}/`;
  const { kind, inner, knobs = {} } = layer;
  const described = { name, kind, input, output: layer.output(input), knobs };
  if (inner === undefined) return { ...described, weights: weightsOf(variables, own) };
  let at = 0;
  const layers = inOrder(inner, input, (part, shape) => {
    at += 1;
    return layerOf(part, `${part.kind}${at}`, own, shape, variables);
  });
  return { ...described, weights: {}, layers };
}

function inOrder(layers: readonly Layer[], input: number[], describe: (layer: Layer, input: number[]) => ArchitectureLayer) {
  let shape = input;
  return layers.map((layer) => {
    const described = describe(layer, shape);
    shape = described.output;
    return described;
  });
}

function weightsOf(variables: NamedVariable[], under: string): Record<string, ArchitectureWeight> {
  const own = variables.filter(({ name }) => name.startsWith(under));
  return Object.fromEntries(
    own.map(({ name, variable, trainable }) => [
      name.slice(under.length),
      { tensor: name, shape: [...variable.shape], trained: trainable },
    ]),
  );
}
