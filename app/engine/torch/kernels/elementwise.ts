import type { DataType } from '@tensorflow/tfjs';
import type { Kind } from '../addon.ts';
import type { Call, Kernel, Kernels } from '../kernel.ts';
import type { Id } from '../library.ts';
import type { Operator } from '../operators.ts';
import { kindOf } from '../torch-backend.ts';

export const elementwise: Kernels = {
  Add: ({ torch, backend, input }) => backend.out(torch.run('add', backend.id(input('a')), backend.id(input('b')), 1), input('a').dtype),
  Sub: binary('subtract'),
  Multiply: binary('multiply'),
  RealDiv: binary('divide'),
  FloorDiv: binary('floorDivide', 'int32'),
  Mod: binary('remainder'),
  Pow: binary('power'),
  Maximum: binary('maximum'),
  Minimum: binary('minimum'),
  Atan2: binary('atan2'),
  SquaredDifference({ torch, backend, input }) {
    const difference = torch.run('subtract', backend.id(input('a')), backend.id(input('b')));
    return backend.out(torch.run('multiply', difference, difference), input('a').dtype);
  },
  Greater: binary('greater', 'bool'),
  GreaterEqual: binary('greaterEqual', 'bool'),
  Less: binary('less', 'bool'),
  LessEqual: binary('lessEqual', 'bool'),
  Equal: binary('equal', 'bool'),
  NotEqual: binary('notEqual', 'bool'),
  LogicalAnd: binary('and', 'bool'),
  LogicalOr: binary('or', 'bool'),
  LogicalNot: unary('not', 'bool'),

  Abs: unary('abs'),
  Acos: unary('acos'),
  Asin: unary('asin'),
  Atan: unary('atan'),
  Ceil: unary('ceil'),
  Cos: unary('cos'),
  Cosh: unary('cosh'),
  Erf: unary('erf'),
  Exp: unary('exp'),
  Expm1: unary('expm1'),
  Floor: unary('floor'),
  IsFinite: unary('isFinite', 'bool'),
  IsInf: unary('isInfinite', 'bool'),
  IsNan: unary('isNan', 'bool'),
  Log: unary('log'),
  Log1p: unary('log1p'),
  Neg: unary('negate'),
  Reciprocal: unary('reciprocal'),
  Relu: unary('relu'),
  Round: unary('round'),
  Rsqrt: unary('rsqrt'),
  Sigmoid: unary('sigmoid'),
  Sign: unary('sign'),
  Sin: unary('sin'),
  Sinh: unary('sinh'),
  Sqrt: unary('sqrt'),
  Square: unary('square'),
  Tan: unary('tan'),
  Tanh: unary('tanh'),

  AddN({ torch, backend, inputs }) {
    if (inputs.length === 1) return backend.same(inputs[0]!);
    const sum = inputs.map((x) => backend.id(x)).reduce((left, right) => torch.run('add', left, right, 1));
    return backend.out(sum, inputs[0]!.dtype);
  },
  ClipByValue({ torch, backend, input, attrs: { clipValueMin, clipValueMax } }) {
    const x = input('x');
    const kind = kindOf(x.dtype);
    return backend.out(torch.run('clamp', backend.id(x), torch.constant(clipValueMin, kind), torch.constant(clipValueMax, kind)), x.dtype);
  },
  Step({ attrs: { alpha = 0 }, ...call }) {
    const { torch, backend, input } = call;
    const x = input('x');
    if (x.dtype === 'float32' && alpha >= 0 && alpha <= 1) {
      // Many times quicker on processors than a choice, which torch does number by number.
      return backend.out(torch.run('maximum', torch.run('sign', backend.id(x)), torch.constant(alpha, kindOf(x.dtype))), x.dtype);
    }
    return byScalars(
      call,
      'greater',
      (_, one) => one(1),
      (_, one) => one(alpha),
    );
  },
  Relu6({ torch, backend, input }) {
    const x = input('x');
    return backend.out(torch.run('clamp', backend.id(x), torch.constant(0, kindOf(x.dtype)), torch.constant(6, kindOf(x.dtype))), x.dtype);
  },
  LeakyRelu: ({ attrs: { alpha }, ...call }) =>
    byScalars(
      call,
      'greaterEqual',
      (x) => x,
      (x, one) => call.torch.run('multiply', x, one(alpha)),
    ),
  Elu: (call) =>
    byScalars(
      call,
      'greaterEqual',
      (x) => x,
      (x) => call.torch.run('expm1', x),
    ),
  Selu: (call) =>
    byScalars(
      call,
      'greaterEqual',
      (x, one) => call.torch.run('multiply', x, one(selu.above)),
      (x, one) => call.torch.run('multiply', call.torch.run('expm1', x), one(selu.below)),
    ),
  /** log(1 + eˣ) = max(x, 0) + log(1 + e^−|x|), which does not overflow. */
  Softplus({ torch, backend, input }) {
    const x = backend.id(input('x'));
    const rest = torch.run('log1p', torch.run('exp', torch.run('negate', torch.run('abs', x))));
    return backend.out(torch.run('add', torch.run('relu', x), rest, 1), input('x').dtype);
  },
  Prelu({ torch, backend, input }) {
    const x = backend.id(input('x'));
    const isUp = torch.run('greaterEqual', x, torch.constant(0, 0));
    return backend.out(torch.run('where', isUp, x, torch.run('multiply', x, backend.id(input('alpha')))), input('x').dtype);
  },
  EluGrad({ torch, backend, input }) {
    const [dy, y] = [backend.id(input('dy')), backend.id(input('y'))];
    const isUp = torch.run('greaterEqual', y, torch.constant(0, 0));
    const below = torch.run('multiply', dy, torch.run('add', y, torch.constant(1, 0), 1));
    return backend.out(torch.run('where', isUp, dy, below), input('dy').dtype);
  },
  Select({ torch, backend, input }) {
    const [condition, t, e] = [input('condition'), input('t'), input('e')];
    return backend.out(torch.run('where', backend.id(condition), backend.id(t), backend.id(e)), t.dtype);
  },
};

/** As tfjs has them (arXiv:1706.02515). */
const selu = { below: 1.7580993408473768, above: 1.0507009873554805 };

function unary(operator: Operator, dtype?: DataType): Kernel {
  return ({ torch, backend, input }) => {
    const x = input('x');
    return backend.out(torch.run(operator, backend.id(x)), dtype ?? x.dtype);
  };
}

function binary(operator: Operator, dtype?: DataType): Kernel {
  return ({ torch, backend, input }) => {
    const a = input('a');
    return backend.out(torch.run(operator, backend.id(a), backend.id(input('b'))), dtype ?? a.dtype);
  };
}

/** One of two by how x compares to 0. */
function byScalars({ torch, backend, input }: Omit<Call, 'attrs'>, test: 'greater' | 'greaterEqual', up: Branch, down: Branch) {
  const x = input('x');
  const id = backend.id(x);
  const kind: Kind = kindOf(x.dtype);
  const one = (value: number) => torch.constant(value, kind);
  const condition = torch.run(test, id, one(0));
  return backend.out(torch.run('where', condition, up(id, one), down(id, one)), x.dtype);
}
type Branch = (x: Id, one: (value: number) => Id) => Id;
