import type { ArchitectureLayer } from '../../../../shared/architecture.ts';

/**
 * Torch keeps channels first, so a map flattened there lies in another order than here. Where a fully connected layer is what makes or
 * takes the row, its weights are put in torch's order, and torch's own flatten and view do; elsewhere the map is turned around it.
 */
export interface Orders {
  /** By layer: number `to` of torch's row is number `order[to]` of ours. */
  inputs: Map<string, number[]>;
  /** Of what the layer makes: a dense one, or a norm behind it. */
  outputs: Map<string, number[]>;
  /** Flattening and reshaping layers whose neighbours were put in order. */
  settled: Set<string>;
}

const dense = new Set(['dense', 'spectral-dense']);
const plain = new Set(['linear', 'relu', 'leaky-relu', 'tanh', 'sigmoid', 'softplus']);
const norms = new Set(['batch-norm', 'layer-norm']);

export function ordersOf(layers: ArchitectureLayer[]): Orders {
  const orders: Orders = { inputs: new Map(), outputs: new Map(), settled: new Set() };
  for (const [at, layer] of layers.entries()) {
    if (layer.kind === 'flatten' && layer.input.length > 2) flattened(layers, at, orders);
    if (layer.kind === 'reshape' && layer.input.length === 1 && layer.output.length > 2) reshaped(layers, at, orders);
  }
  return orders;
}

/** Whether a map of this shape lies in the same order either way. */
export function isAlike(shape: number[]): boolean {
  const channels = shape.at(-1)!;
  return shape.length < 3 || channels === 1 || shape.slice(0, -1).every((side) => side === 1);
}

function flattened(layers: ArchitectureLayer[], at: number, { inputs, settled }: Orders): void {
  const { name, input } = layers[at];
  const taker = layers.slice(at + 1).find(({ kind }) => !plain.has(kind) && kind !== 'condition');
  if (isAlike(input)) settled.add(name);
  else if (taker !== undefined && dense.has(taker.kind)) {
    const order = channelsFirst(input);
    const more = Array.from({ length: taker.input[0] - order.length }, (_, beyond) => order.length + beyond);
    inputs.set(taker.name, [...order, ...more]);
    settled.add(name);
  }
}

function reshaped(layers: ArchitectureLayer[], at: number, { outputs, settled }: Orders): void {
  const { name, output } = layers[at];
  const before = layers.slice(0, at).reverse();
  const place = before.findIndex(({ kind }) => !plain.has(kind) && !norms.has(kind));
  if (isAlike(output)) settled.add(name);
  else if (place >= 0 && dense.has(before[place].kind)) {
    const order = channelsFirst(output);
    for (const layer of before.slice(0, place + 1)) if (!plain.has(layer.kind)) outputs.set(layer.name, order);
    settled.add(name);
  }
}

/** Where the number at each place of [c,…sides] stands in [...sides,c]. */
function channelsFirst(shape: number[]): number[] {
  const channels = shape.at(-1)!;
  const places = shape.slice(0, -1).reduce((product, side) => product * side, 1);
  return Array.from({ length: channels * places }, (_, at) => (at % places) * channels + Math.floor(at / places));
}
