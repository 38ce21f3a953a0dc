import type { Source } from '../dealing/deal.ts';
import type { TensorInfo } from '../tensor-data.ts';

/**
 * The recorded step. tfjs spends about 50 µs on every operation of a loss and its gradient, whatever the backend: scopes, the
 * gradient tape, reference counts. Yet the same kernels run on the same shapes in every update, so they are written down once (record.ts),
 * cleaned up (compile.ts) and from then on run one after another without tfjs's core (play.ts).
 *
 * A tape holds, in their order, the kernels that one update of one player called. What a kernel takes is
 * - a *value* that this tape made earlier, by its number;
 * - a *variable*, by its place among the game's variables: looked up at each replay, since an optimiser changes it;
 * - a *constant*: a tensor that was made of plain numbers that no draw gave (or by kernels of constants alone). It is kept, not made again.
 *
 * Nothing else can get in: what a loss is computed from is *fed* (deal.ts), a draw by its place among the draws, and a number
 * that changes with the step by `play.scalarAt`; where a loss goes another way by the step, it says so by `play.choiceAt`, and the tape is
 * for steps that choose the same. What must not happen (a loss that reads numbers back, a kernel that calls tfjs itself) is refused
 * while recording; what could still be missed (a loss with a state of its own in JavaScript) is looked for by computing an update both ways
 * now and then (recorded-slopes.ts).
 */
export interface Tape {
  entries: Entry[];
  /** How many values there are; their numbers are 0 … values−1. Each is made once and never changed. */
  values: number;
  /** How the arrays for the `feed` entries are made, in the order in which they must be drawn; some are drawn and not used. */
  sources: Source[];
  /** What is asked of the tape: the scalars, and every gradient. */
  results: Operand[];
  /** Variables that the loss itself sets, such as running moments: what each is at the end. */
  assigned: { variable: number; to: Operand }[];
  /** Kept for the tape, to be let go with it. */
  constants: object[];
}

export type Entry = FeedEntry | KernelEntry;

/** The numbers of `sources[source]` become value `output.value`. */
export interface FeedEntry {
  type: 'feed';
  source: number;
  output: Output;
  frees: number[];
}

/** `run({ inputs, attrs, backend })` of the kernel `name`, as the backend registered it. */
export interface KernelEntry {
  type: 'kernel';
  name: string;
  run: Kernel;
  inputs: Input[];
  /** True where the kernel takes a list (Concat, AddN …), not names. */
  isListed: boolean;
  attrs: Record<string, unknown> | undefined;
  outputs: Output[];
  /** Values that nobody needs after this entry. Counted by compile.ts after every rewriting. */
  frees: number[];
}

export type Ref = { kind: 'value'; value: number } | { kind: 'variable'; variable: number } | { kind: 'constant'; dataId: object };
export interface Operand {
  ref: Ref;
  shape: number[];
  dtype: string;
}
export interface Input extends Operand {
  name: string;
}
export interface Output {
  value: number;
  shape: number[];
  dtype: string;
}

export type Kernel = (call: {
  inputs: Record<string, TensorInfo> | TensorInfo[];
  attrs: Record<string, unknown> | undefined;
  backend: unknown;
}) => TensorInfo | TensorInfo[];
