import type { ArchitectureLayer, ArchitectureNetwork } from '../../../../shared/architecture.ts';
import { StudioError } from '../../../../shared/errors.ts';
import { ordersOf } from './orders.ts';
import { torchName } from './plain-torch.ts';
import { pythonLayer } from './python-layers.ts';
import { moduleName } from './state-dict.ts';

/** The classes of one network: those inside it first. @throws StudioError unavailable, naming the layer that torch has not */
export function pythonNetwork(network: ArchitectureNetwork): string {
  const { name, input, output, layers, memory } = network;
  if (memory !== undefined) return pythonMemory(name, memory);
  return pythonModule(className(name), layers, {
    network: name,
    about: `${shown(input)} -> ${shown(output)}`,
    join: 'x',
  });
}

/** `to-b` → `ToB` */
export function className(name: string): string {
  return name
    .split('-')
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join('');
}

function pythonModule(own: string, layers: ArchitectureLayer[], told: { network: string; about: string; join: string }): string {
  const orders = ordersOf(layers);
  const before: string[] = [];
  const modules: string[] = [];
  const forward: string[] = [];
  for (const layer of layers) {
    const self = moduleName(layer.name);
    if (layer.layers !== undefined) {
      const inner = `${own}${className(layer.name)}`;
      const join = layer.kind === 'residual' ? 'given + x' : 'torch.cat([given, x], 1)';
      before.push(
        pythonModule(inner, layer.layers, { network: told.network, about: `${shown(layer.input)} -> ${shown(layer.output)}`, join }),
      );
      modules.push(`self.${self} = ${inner}()`);
      forward.push(`x = self.${self}(x)  # ${shown(layer.output)}`);
      continue;
    }
    const written = pythonLayer(layer, self, orders);
    if (written === null)
      throw new StudioError(
        'unavailable',
        `PyTorch has no layer like ${layer.kind}, of which the network ${told.network} is made, so there is no model.py of it. Its weights leave with the layout torch all the same.`,
      );
    if (written.module !== undefined) modules.push(`self.${self} = ${written.module}`);
    forward.push(...written.forward.map((line, at) => (at + 1 === written.forward.length ? `${line}  # ${shown(layer.output)}` : line)));
  }
  const isTold = layers.some(({ kind }) => kind === 'condition');
  const text = [
    `class ${own}(nn.Module):`,
    `    """${told.about}"""`,
    ...(modules.length === 0
      ? []
      : ['', '    def __init__(self):', '        super().__init__()', ...modules.map((line) => `        ${line}`)]),
    '',
    `    def forward(self, x${isTold ? ', condition' : ''}):`,
    ...(told.join === 'x' ? [] : ['        given = x']),
    ...forward.map((line) => `        ${line}`),
    `        return ${told.join}`,
  ].join('\n');
  return [...before, text].join('\n\n\n');
}

function pythonMemory(name: string, memory: NonNullable<ArchitectureNetwork['memory']>): string {
  const buffers = Object.values(memory).map(({ tensor, shape }) => {
    const slot = torchName(tensor).split('.').at(-1);
    return `        self.register_buffer("${slot}", torch.zeros(${shape.length === 0 ? '()' : shape.join(', ')}))`;
  });
  return [
    `class ${className(name)}(nn.Module):`,
    '    """Remembered while training, learnt by nobody."""',
    '',
    '    def __init__(self):',
    '        super().__init__()',
    ...buffers,
  ].join('\n');
}

/** Torch's order of axes. */
export function shown(shape: number[]): string {
  const first = shape.length < 3 ? shape : [shape.at(-1), ...shape.slice(0, -1)];
  return `[${['n', ...first].join(', ')}]`;
}
