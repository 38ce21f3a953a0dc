import type { Architecture, Drawing, DrawingStep, DrawnSize } from '../../../../shared/architecture.ts';
import { StudioError } from '../../../../shared/errors.ts';
import { torchName } from './plain-torch.ts';
import { moduleName } from './state-dict.ts';

/** The body of `draw`: the steps in which the recipe makes an example, with channels first. */
export function pythonDrawing({ draw, latent, condition, networks }: Architecture & { draw: Drawing }): string[] {
  const ranks = new Map([
    ['latents', 2],
    ['condition', (condition?.shape.length ?? 0) + 1],
  ]);
  const inline = new Map<string, string>();
  const lines = [`n = len(${latent.size > 0 ? 'latents' : 'condition'})`];
  const isTold = (name: string) => networks.find((network) => network.name === name)!.layers.some(({ kind }) => kind === 'condition');
  for (const step of draw.steps) {
    ranks.set(step.name, step.shape.length);
    const written = expression(step, (name) => ({ name: inline.get(name) ?? name, rank: ranks.get(name)! }), isTold);
    if (step.op === 'constant' && step.shape.length === 0) inline.set(step.name, written);
    else lines.push(`${step.name} = ${written}`);
  }
  const used = lines.slice(1).some((line) => /\bn\b/.test(line));
  return [...(used ? lines : lines.slice(1)), `return ${draw.output}`];
}

interface Value {
  name: string;
  rank: number;
}

function expression(step: DrawingStep, known: (name: string) => Value, isTold: (network: string) => boolean): string {
  const { op, of = '', inputs, shape, condition, knobs = {} } = step;
  const values = inputs.map(known);
  const [a, b] = values;
  const rank = shape.length;
  /** Written with channels last, where the rule is simplest. */
  const inOurs = (text: (...names: string[]) => string) => first(text(...values.map(last)), rank);
  const numbers = (key: string) => knobs[key] as number[];
  const sizes = (key: string) => (knobs[key] as DrawnSize[]).map(size).join(', ');
  switch (op) {
    case 'network': {
      const told = condition !== undefined && isTold(of) ? `, ${known(condition).name}` : '';
      return `self.${moduleName(of)}(${a.name}${told})`;
    }
    case 'weight':
      return `self.${torchName(of)}`;
    case 'constant': {
      const all = numbers('values');
      if (rank === 0) return all[0] < 0 ? `(${all[0]})` : String(all[0]);
      return first(`torch.tensor([${all.join(', ')}]).reshape(${shape.map(size).join(', ')})`, rank);
    }
    case 'add':
    case 'sub':
    case 'mul':
    case 'div': {
      const sign = { add: '+', sub: '-', mul: '*', div: '/' }[op];
      const isPlain = a.rank === b.rank || a.rank === 0 || b.rank === 0 || rank < 4;
      return isPlain ? `${a.name} ${sign} ${b.name}` : inOurs((x, y) => `(${x} ${sign} ${y})`);
    }
    case 'neg':
      return `-${a.name}`;
    case 'relu':
    case 'softplus':
      return `F.${op}(${a.name})`;
    case 'step':
      return `torch.where(${a.name} > 0, 1.0, ${knobs.slope})`;
    case 'tanh':
    case 'sigmoid':
    case 'exp':
    case 'log':
    case 'sqrt':
    case 'rsqrt':
    case 'square':
    case 'abs':
    case 'floor':
      return `torch.${op}(${a.name})`;
    case 'clip':
      return `${a.name}.clamp(${knobs.min}, ${knobs.max})`;
    case 'concat':
      return `torch.cat([${values.map(({ name }) => name).join(', ')}], ${axis(Number(knobs.axis), rank)})`;
    case 'slice': {
      const [begin, count] = [numbers('begin'), knobs.size as DrawnSize[]];
      const cuts = begin.map((from, at) => (typeof count[at] === 'string' ? ':' : `${from}:${from + Number(count[at])}`));
      const moved = rank < 4 ? cuts : [cuts[0], cuts.at(-1)!, ...cuts.slice(1, -1)];
      return `${a.name}[${moved.join(', ')}]`;
    }
    case 'tile': {
      const times = (knobs.times as DrawnSize[]).map(size);
      const moved = rank < 4 ? times : [times[0], times.at(-1)!, ...times.slice(1, -1)];
      return `${a.name}.repeat(${moved.join(', ')})`;
    }
    case 'reshape':
      return inOurs((x) => `${x}.reshape(${rank === 0 ? '()' : sizes('shape')})`);
    case 'transpose':
      return inOurs((x) => `${x}.permute(${numbers('order').join(', ')})`);
    case 'sum':
    case 'mean':
      return inOurs((x) => `${x}.${op}(dim=(${numbers('axes').join(', ')},), keepdim=${knobs.keeps ? 'True' : 'False'})`);
    case 'matMul':
      return `${a.name}${knobs.turnsA ? '.T' : ''} @ ${b.name}${knobs.turnsB ? '.T' : ''}`;
    default:
      throw new StudioError('unavailable', `How this recipe draws has a step "${op}", which has no line of PyTorch yet.`);
  }
}

function last({ name, rank }: Value): string {
  return rank < 4 ? name : `${name}.movedim(1, -1)`;
}

function first(text: string, rank: number): string {
  return rank < 4 ? text : `${text}.movedim(-1, 1)`;
}

function axis(given: number, rank: number): number {
  if (rank < 4 || given === 0) return given;
  return given === rank - 1 ? 1 : given + 1;
}

function size(given: DrawnSize): string {
  return String(given).replace('*', ' * ');
}
