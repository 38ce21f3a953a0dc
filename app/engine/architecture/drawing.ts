import type { Architecture, Drawing } from '../../../shared/architecture.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { Network, Pass } from '../network.ts';
import type { DataShape, Model } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';
import { batchMark } from './drawn-size.ts';
import type { SymbolicTf } from './symbolic.ts';

const unwritten = 'How it makes an example is not written down';
/** Layers whose output at a place depends on the places before it: what has them draws in a loop. */
const oneAfterAnother = ['masked-conv', 'gated-pixels', 'row-lstm', 'wavenet'];

/** How an example is made of latents and a condition: the recipe's own `generate`, followed with networks as single steps. */
export function drawingOf(symbolic: SymbolicTf, model: Model, data: DataShape): Drawing | string | null {
  const condition = conditionShape(model, data);
  const { generate, translate } = model;
  if (generate === undefined && translate === undefined) return null;
  if (model.networks.some(({ plan }) => plan.some(({ kind }) => oneAfterAnother.includes(kind))))
    return `${unwritten}: it is drawn value by value.`;
  const latents = symbolic.given('latents', [batchMark, model.latent.size]);
  const told = condition === null ? undefined : symbolic.given('condition', [batchMark, ...condition.shape]);
  for (const network of model.networks) asOneStep(symbolic, network);
  const variables = new Map<Tensor, string>(
    model.networks.flatMap((network) => network.variables.map(({ name, variable }) => [variable, name])),
  );
  try {
    const output = generate === undefined ? translate!(told!) : generate(latents, told);
    const { steps, output: name } = symbolic.stepsTo(output, (variable) => variables.get(variable));
    return { steps, output: name };
  } catch (error) {
    if (error instanceof StudioError && error.code === 'unavailable') return `${unwritten}: ${error.message}.`;
    throw error;
  }
}

/** What `generate` is told beside latents. */
export function conditionShape(model: Model, data: DataShape): Architecture['condition'] {
  const kind = model.conditionedOn ?? (model.generate === undefined && model.translate !== undefined ? 'picture' : undefined);
  switch (kind) {
    case undefined:
      return null;
    case 'class':
      return { kind, shape: [data.classes ?? 0] };
    case 'sentence':
      return { kind, shape: data.kind === 'captions' ? [data.length, data.words] : [] };
    case 'picture': {
      if (data.kind === 'pairs') return { kind, shape: [data.given.size, data.given.size, data.given.channels] };
      return { kind, shape: data.kind === 'domains' ? data.example : [] };
    }
  }
}

/** The symbolic model is built for this alone and thrown away after. */
function asOneStep(symbolic: SymbolicTf, network: Network): void {
  const { name, output } = network;
  const apply = (x: Tensor, { condition }: Pass = {}) => {
    const step = { op: 'network', of: name, ...(condition === undefined ? {} : { condition }) };
    // What takes pictures of any sides gives them back.
    const shape = network.reach === undefined ? output : [...x.shape.slice(1, -1), output.at(-1)!];
    return symbolic.step(step, [x], [x.shape[0]!, ...shape]);
  };
  const trace: Network['trace'] = () => {
    throw new StudioError('unavailable', `it looks inside the network ${name}`);
  };
  Object.assign(network, { apply, trace });
}
