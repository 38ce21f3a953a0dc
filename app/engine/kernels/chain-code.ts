import { type Code, code, wasmModule } from './wasm-code.ts';

/** One operation on numbers; its operands are inputs or earlier operations, counted through: inputs first. */
export interface ChainStep {
  operation: ChainOperation;
  operands: number[];
  /** Of Step: what it is where x ≤ 0. */
  alpha: number;
}
export type ChainOperation = keyof typeof operations;

/** How an input lies to the rows: as long as all of them, one row for each, or one number for all. */
export type InputKind = 'whole' | 'row' | 'scalar';

export interface Chain {
  inputs: InputKind[];
  steps: ChainStep[];
  /** Which of the steps are kept. */
  outputs: number[];
}

/**
 * The arguments of the compiled function lie in memory, in this order, then the addresses of the inputs, then of the outputs. A unit is
 * a row, or so many numbers where none comes in rows: the last may then be shorter.
 */
export const chainArguments = ['size', 'unitLength'] as const;

const vector = (...opcode: number[]): Code => [0xfd, ...opcode];

/** Only what rounds in one way: each gives the bits of the stock kernel. (Operands are on the stack.) */
const operations = {
  Add: { takes: 2, vector: vector(0xe4, 0x01) },
  Sub: { takes: 2, vector: vector(0xe5, 0x01) },
  Multiply: { takes: 2, vector: vector(0xe6, 0x01) },
  RealDiv: { takes: 2, vector: vector(0xe7, 0x01) },
  Abs: { takes: 1, vector: vector(0xe0, 0x01) },
  Neg: { takes: 1, vector: vector(0xe1, 0x01) },
  Sqrt: { takes: 1, vector: vector(0xe3, 0x01) },
  Square: { takes: 1, vector: vector(0xe6, 0x01) },
  Step: { takes: 1, vector: [] },
} satisfies Record<string, { takes: 1 | 2; vector: Code }>;

export function isChainOperation(name: string): name is ChainOperation {
  return Object.hasOwn(operations, name);
}

/**
 * A chain as one loop over its rows, four numbers at a time: each input is read once and each output written once, where one
 * kernel after another would carry every value through memory. Exports `run(arguments, from, to)`: those units.
 */
export function chainModule(chain: Chain, options: { shared: boolean }): Uint8Array<ArrayBuffer> {
  const { get, set, tee, constant, add, subtract, increase, countDown } = code;
  const [block, unit, end, left, offset, inRow, unitBytes, size, length] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const addressOf = (place: number) => 9 + place;
  const addresses = chain.inputs.length + chain.outputs.length;
  const firstVector = 9 + addresses;
  const localOf = (place: number) => firstVector + place;

  const stepCode = ({ operation, operands, alpha }: ChainStep): Code => {
    const [x, y] = [get(localOf(operands[0]!)), operations[operation].takes === 2 ? get(localOf(operands[1]!)) : []];
    if (operation === 'Square') return [...x, ...x, ...operations.Square.vector];
    if (operation !== 'Step') return [...x, ...y, ...operations[operation].vector];
    // 1 where x > 0, x itself where it is not a number, alpha elsewhere.
    const isAbove = [...x, ...code.zeroVector, ...vector(0x44)];
    const isNumber = [...x, ...x, ...vector(0x41)];
    const atMostZero = [...code.floatVector(alpha), ...x, ...isNumber, ...vector(0x52)];
    return [...code.floatVector(1), ...atMostZero, ...isAbove, ...vector(0x52)];
  };
  const body = (width: 4 | 1): Code => [
    ...chain.inputs.flatMap((kind, place) =>
      kind === 'scalar'
        ? []
        : [
            ...[...get(addressOf(place)), ...get(kind === 'row' ? inRow : offset), ...add],
            ...[...(width === 4 ? code.loadVector() : code.loadOne()), ...set(localOf(place))],
          ],
    ),
    ...chain.steps.flatMap((step, at) => [...stepCode(step), ...set(localOf(chain.inputs.length + at))]),
    ...chain.outputs.flatMap((step, place) => [
      ...[...get(addressOf(chain.inputs.length + place)), ...get(offset), ...add, ...get(localOf(chain.inputs.length + step))],
      ...(width === 4 ? code.storeVector() : code.storeLane(0)),
    ]),
    ...increase(offset, constant(4 * width)),
    ...increase(inRow, constant(4 * width)),
    ...countDown(left, width),
  ];
  const numbers = (bytes: Code): Code => [...bytes, ...constant(2), ...code.shiftRight];
  const rest: Code = [...get(size), ...numbers(get(offset)), ...subtract];
  const isShort: Code = [...rest, ...numbers(get(unitBytes)), ...code.lessThan];
  return wasmModule(
    [
      {
        name: 'run',
        parameters: 3,
        integers: 6 + addresses,
        vectors: chain.inputs.length + chain.steps.length,
        body: [
          ...[
            ...get(block),
            ...code.load(0),
            ...set(size),
            ...get(block),
            ...code.load(4),
            ...constant(4),
            ...code.multiply,
            ...tee(unitBytes),
            ...get(unit),
            ...code.multiply,
            ...set(offset),
          ],
          ...Array.from({ length: addresses }, (_, place) => [
            ...[...get(block), ...code.load(4 * (chainArguments.length + place)), ...set(addressOf(place))],
          ]).flat(),
          ...chain.inputs.flatMap((kind, place) =>
            kind === 'scalar' ? [...get(addressOf(place)), ...code.loadSplat(), ...set(localOf(place))] : [],
          ),
          ...code.loopWhile(
            [...constant(0), ...set(inRow)],
            code.when(isShort, [...rest, ...set(length)], [...numbers(get(unitBytes)), ...set(length)]),
            code.when([...get(length), ...constant(-4), ...code.and, ...tee(left)], code.loopWhile(body(4))),
            code.when([...get(length), ...constant(3), ...code.and, ...tee(left)], code.loopWhile(body(1))),
            increase(unit, constant(1)),
            [...get(unit), ...get(end), ...code.notEqual],
          ),
        ],
      },
    ],
    options,
  );
}
