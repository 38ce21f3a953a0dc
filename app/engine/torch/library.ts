import { type Kind, type TorchAddon, type TorchOptions, type TorchValues, furtherResults } from './addon.ts';
import { type Operator, operatorSchemas } from './operators.ts';

/** A tensor of torch's, by the addon's number. */
export type Id = number;

const mostConstants = 256;

/** libtorch, opened: its operators called by name, and the tensors made on the way forgotten at the end of each kernel. */
export class TorchLibrary {
  readonly addon: TorchAddon;
  isOnGpu: boolean;
  private readonly scratch: Float64Array;
  private readonly numbers: Record<Operator, number>;
  private readonly constants = new Map<string, Id>();
  /** One for all shapes, as long as the largest. */
  private unreadNumbers: Id = 0;
  private unreadCount = 0;
  private made: Id[] = [];

  constructor(addon: TorchAddon, options: TorchOptions) {
    this.addon = addon;
    this.scratch = addon.open(options);
    this.isOnGpu = options.gpu >= 0;
    this.numbers = Object.fromEntries(
      Object.entries(operatorSchemas).map(([name, [torchName, overload, letters, results = 1]]) => [
        name,
        addon.define(torchName, overload, letters, results),
      ]),
    ) as Record<Operator, number>;
  }

  /** Another device for what is made from now on. @throws Error saying why not */
  choose(options: TorchOptions): void {
    this.addon.open(options);
    this.isOnGpu = options.gpu >= 0;
    this.forget();
  }

  /** Lists are laid down with their length before them. */
  run(operator: Operator, ...parts: (number | readonly number[])[]): Id {
    const { scratch } = this;
    let at = 0;
    for (const part of parts) {
      if (typeof part === 'number') {
        scratch[at] = part;
        at += 1;
        continue;
      }
      if (at + part.length >= scratch.length) throw new Error(`A list of ${part.length} is too long for one call of ${operator}.`);
      scratch[at] = part.length;
      for (let index = 0; index < part.length; index += 1) scratch[at + 1 + index] = part[index]!;
      at += 1 + part.length;
    }
    const id = this.addon.run(this.numbers[operator]);
    this.made.push(id);
    return id;
  }

  /** As `run`, of an operator with a second result. */
  runForTwo(operator: Operator, ...parts: (number | readonly number[])[]): [Id, Id] {
    const first = this.run(operator, ...parts);
    const second = this.scratch[furtherResults]!;
    this.made.push(second);
    return [first, second];
  }

  create(values: TorchValues, shape: readonly number[], kind: Kind): Id {
    this.lay(shape);
    const id = this.addon.create(values, kind);
    this.made.push(id);
    return id;
  }

  filled(shape: readonly number[], kind: Kind, value: number): Id {
    this.lay(shape);
    const id = this.addon.fill(kind, value);
    this.made.push(id);
    return id;
  }

  /** A number as a tensor without dimensions; kept, since the same few come again every step. */
  constant(value: number, kind: Kind): Id {
    return this.remembered(`${kind}:${value}`, () => this.filled([], kind, value));
  }

  /** 0, 1 … as int32. */
  counting(count: number): Id {
    return this.remembered(`counting:${count}`, () =>
      this.create(
        Int32Array.from({ length: count }, (_, at) => at),
        [count],
        1,
      ),
    );
  }

  /** Numbers that nobody will look at: torch asks a gradient for the tensor that it is the gradient of. */
  unread(shape: readonly number[]): Id {
    const count = shape.reduce((product, side) => product * side, 1);
    if (this.unreadCount < count) {
      if (this.unreadCount > 0) this.addon.drop(this.unreadNumbers);
      this.unreadNumbers = this.keep(this.filled([count], 0, 0));
      this.unreadCount = count;
    }
    return this.run('reshape', this.run('narrow', this.unreadNumbers, 0, 0, count), shape);
  }

  /** The shape of what was run last. */
  shape(): number[] {
    const shape: number[] = [];
    for (let at = 0; at < this.scratch[0]!; at += 1) shape.push(this.scratch[1 + at]!);
    return shape;
  }

  /** Takes a tensor out of those that go with the kernel. */
  keep(id: Id): Id {
    if (this.made.at(-1) === id) this.made.pop();
    else this.made = this.made.filter((made) => made !== id);
    return id;
  }

  /** Whatever `compute` makes and does not keep is gone afterwards, also when it throws. */
  tidy<Result>(compute: () => Result): Result {
    const before = this.made;
    this.made = [];
    try {
      return compute();
    } finally {
      for (const id of this.made) this.addon.drop(id);
      this.made = before;
      if (this.constants.size > mostConstants && before.length === 0) this.forget();
    }
  }

  private remembered(name: string, make: () => Id): Id {
    let id = this.constants.get(name);
    if (id === undefined) {
      id = this.keep(make());
      this.constants.set(name, id);
    }
    return id;
  }

  private forget(): void {
    for (const id of this.constants.values()) this.addon.drop(id);
    this.constants.clear();
    if (this.unreadCount > 0) this.addon.drop(this.unreadNumbers);
    this.unreadCount = 0;
  }

  private lay(shape: readonly number[]): void {
    this.scratch[0] = shape.length;
    for (let at = 0; at < shape.length; at += 1) this.scratch[1 + at] = shape[at]!;
  }
}
