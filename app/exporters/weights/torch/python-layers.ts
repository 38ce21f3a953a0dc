import type { ArchitectureLayer } from '../../../../shared/architecture.ts';
import { isAlike, type Orders } from './orders.ts';

/** What a layer is in a module's __init__ (nothing where it has no weights), and its line of forward. */
export interface PythonLayer {
  module?: string;
  forward: string[];
}

/** Null where torch has no such layer. */
export function pythonLayer(layer: ArchitectureLayer, self: string, orders: Orders): PythonLayer | null {
  const { kind, input, knobs } = layer;
  const call = [`x = self.${self}(x)`];
  const channels = input.at(-1)!;
  const bias = 'bias' in layer.weights ? '' : ', bias=False';
  switch (kind) {
    case 'dense':
      return { module: `nn.Linear(${input[0]}, ${knobs.units}${bias})`, forward: call };
    case 'spectral-dense':
      return { module: `spectral_norm(nn.Linear(${input[0]}, ${knobs.units}))`, forward: call };
    case 'conv':
    case 'spectral-conv':
    case 'volume-conv': {
      const { padding, before } = padded(layer);
      const name = kind === 'volume-conv' ? 'nn.Conv3d' : 'nn.Conv2d';
      const made = `${name}(${channels}, ${knobs.filters}, ${knobs.kernel}${stride(layer)}${padding}${bias})`;
      return { module: kind === 'spectral-conv' ? `spectral_norm(${made})` : made, forward: [...before, ...call] };
    }
    case 'conv-transpose':
      return transposed(layer, self, bias);
    case 'batch-norm': {
      const name = ['nn.BatchNorm1d', 'nn.BatchNorm1d', 'nn.BatchNorm2d', 'nn.BatchNorm3d'][input.length - 1];
      const affine = knobs.affine === false ? ', affine=False' : '';
      return {
        module: `${name}(${channels}, eps=${knobs.epsilon}, momentum=${rounded(1 - Number(knobs.momentum))}${affine})`,
        forward: call,
      };
    }
    case 'layer-norm':
      if (input.length === 1) return { module: `nn.LayerNorm(${channels}, eps=${knobs.epsilon})`, forward: call };
      // One group: over all numbers of an example, with a gain for each channel.
      return { module: `nn.GroupNorm(1, ${channels}, eps=${knobs.epsilon})`, forward: call };
    case 'instance-norm': {
      const isPoint = input.slice(0, -1).every((side) => side === 1);
      const made = isPoint ? `nn.GroupNorm(${channels}, ${channels}` : `nn.InstanceNorm2d(${channels}, affine=True`;
      return { module: `${made}, eps=${knobs.epsilon})`, forward: call };
    }
    case 'minibatch':
      return { module: `Minibatch(${channels}, ${knobs.kernels}, ${knobs.dims})`, forward: call };
    case 'condition':
      if (input.length === 1) return { forward: ['x = torch.cat([x, condition], 1)'] };
      return { forward: ['x = torch.cat([x, condition[:, :, None, None].expand(-1, -1, *x.shape[2:])], 1)'] };
    case 'flatten':
      if (orders.settled.has(layer.name) || isAlike(input)) return { forward: ['x = x.flatten(1)'] };
      return { forward: ['x = x.movedim(1, -1).flatten(1)'] };
    case 'reshape':
      return { forward: [`x = ${reshaped(layer, orders)}`] };
    case 'upsample':
    case 'volume-upsample':
      return { forward: [`x = F.interpolate(x, scale_factor=${knobs.factor}, mode="nearest")`] };
    case 'average-pool':
      return { forward: [`x = F.avg_pool2d(x, ${knobs.factor})`] };
    case 'evened':
      return { forward: [`x = x * ${Math.sqrt(channels)}`] };
    case 'linear':
      return { forward: [] };
    case 'relu':
      return { forward: ['x = F.relu(x)'] };
    case 'leaky-relu':
      return { forward: [`x = F.leaky_relu(x, ${knobs.slope})`] };
    case 'tanh':
    case 'sigmoid':
      return { forward: [`x = torch.${kind}(x)`] };
    case 'softplus':
      return { forward: ['x = F.softplus(x)'] };
    default:
      return null;
  }
}

function stride({ knobs }: ArchitectureLayer): string {
  return knobs.stride === 1 ? '' : `, stride=${knobs.stride}`;
}

/** As TensorFlow pads: the odd row goes to the far side, which torch's own padding can't. */
function padded({ input, output, knobs }: ArchitectureLayer): { padding: string; before: string[] } {
  const { kernel, stride: pace, padding } = knobs as Record<string, number | string>;
  if (padding === 'valid') return { padding: '', before: [] };
  const sides = input.slice(0, -1).map((side, at) => {
    const whole = Math.max((output[at] - 1) * Number(pace) + Number(kernel) - side, 0);
    return [Math.floor(whole / 2), whole - Math.floor(whole / 2)];
  });
  if (sides.every(([near, far]) => near === far)) {
    const near = sides.map(([side]) => side);
    const all = near.every((side) => side === near[0]) ? near[0] : `(${near.join(', ')})`;
    return { padding: all === 0 ? '' : `, padding=${all}`, before: [] };
  }
  return { padding: '', before: [`x = F.pad(x, (${sides.toReversed().flat().join(', ')}))`] };
}

function transposed(layer: ArchitectureLayer, self: string, bias: string): PythonLayer {
  const { input, output, knobs } = layer;
  const { kernel, stride: pace, padding, filters } = knobs as Record<string, number | string>;
  const extra = padding === 'valid' ? 0 : Number(kernel) - Number(pace);
  const near = Math.max(0, Math.floor(extra / 2));
  const given = `${near === 0 ? '' : `, padding=${near}`}${extra < 0 ? `, output_padding=${-extra}` : ''}`;
  const module = `nn.ConvTranspose2d(${input[2]}, ${filters}, ${kernel}, stride=${pace}${given}${bias})`;
  const cut = extra > 0 && extra % 2 === 1 ? [`x = x[:, :, :${output[0]}, :${output[1]}]`] : [];
  return { module, forward: [`x = self.${self}(x)`, ...cut] };
}

function reshaped({ name, input, output }: ArchitectureLayer, orders: Orders): string {
  const first = [output.at(-1), ...output.slice(0, -1)].join(', ');
  if (output.length < 3 && input.length < 3) return `x.reshape(-1, ${output.join(', ')})`;
  if (orders.settled.has(name) && input.length === 1) return `x.reshape(-1, ${first})`;
  const from = input.length < 3 ? 'x' : 'x.movedim(1, -1)';
  const to = `${from}.reshape(-1, ${output.join(', ')})`;
  return output.length < 3 ? to : `${to}.movedim(-1, 1)`;
}

function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
