/**
 * As much of the WebAssembly binary format as hand-written loops need: instructions are lists of bytes, a module imports the
 * memory it works on and exports functions of 32-bit integers. (WebAssembly core specification 3.0, chapter 5; threads proposal.)
 */
export type Code = number[];

const float = (...opcode: number[]): Code => [0xfd, ...opcode];
const at = (alignment: number, offset: number): Code => [alignment, ...unsigned(offset)];

export const code = {
  get: (local: number): Code => [0x20, ...unsigned(local)],
  set: (local: number): Code => [0x21, ...unsigned(local)],
  tee: (local: number): Code => [0x22, ...unsigned(local)],
  call: (callee: number): Code => [0x10, ...unsigned(callee)],
  constant: (value: number): Code => [0x41, ...signed(value)],
  /** A 64-bit constant, as a time limit is. */
  longConstant: (value: number): Code => [0x42, ...signed(value)],
  drop: [0x1a],
  add: [0x6a],
  subtract: [0x6b],
  multiply: [0x6c],
  and: [0x71],
  shiftRight: [0x76],
  lessThan: [0x48],
  notEqual: [0x47],
  isZero: [0x45],
  load: (offset = 0): Code => [0x28, ...at(2, offset)],
  store: (offset = 0): Code => [0x36, ...at(2, offset)],
  /** Numbers are moved as integers: as floats a signalling NaN would change. */
  loadVector: (offset = 0): Code => float(0, ...at(2, offset)),
  /** One number into the first lane, zeros into the others. */
  loadOne: (offset = 0): Code => float(0x5c, ...at(2, offset)),
  /** One float into all four lanes. */
  loadSplat: (offset = 0): Code => float(9, ...at(2, offset)),
  storeVector: (offset = 0): Code => float(11, ...at(2, offset)),
  storeLane: (lane: number, offset = 0): Code => float(0x5a, ...at(2, offset), lane),
  /** The same number in all four lanes. */
  floatVector: (value: number): Code => {
    const bytes = [...new Uint8Array(Float32Array.of(value).buffer)];
    return float(12, ...bytes, ...bytes, ...bytes, ...bytes);
  },
  zeroVector: float(12, ...Array<number>(16).fill(0)),
  /** Four lanes out of the eight of two vectors. */
  shuffle: (...lanes: number[]): Code => float(13, ...lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte))),
  multiplyVectors: float(0xe6, 0x01),
  addVectors: float(0xe4, 0x01),
  /** a·b + c of the relaxed SIMD instructions: rounded once where the processor can. */
  multiplyAdd: float(...unsigned(0x105)),
  atomicNotify: [0xfe, 0x00, ...at(2, 0)],
  /** Waits while the number at the address is the expected one; -1 nanoseconds is forever. */
  atomicWait: [0xfe, 0x01, ...at(2, 0)],
  atomicLoad: (offset = 0): Code => [0xfe, 0x10, ...at(2, offset)],
  atomicStore: (offset = 0): Code => [0xfe, 0x17, ...at(2, offset)],
  /** Leaves what was there before. */
  atomicAdd: (offset = 0): Code => [0xfe, 0x1e, ...at(2, offset)],
  increase: (local: number, by: Code): Code => [...code.get(local), ...by, ...code.add, ...code.set(local)],
  /** Leaves what is left. */
  countDown: (local: number, by = 1): Code => [...code.get(local), ...code.constant(by), ...code.subtract, ...code.tee(local)],
  /** Runs the body, and again while it leaves something other than 0. */
  loopWhile: (...body: Code[]): Code => [0x03, 0x40, ...body.flat(), 0x0d, 0, 0x0b],
  when: (condition: Code, yes: Code, no: Code = []): Code => [
    ...condition,
    0x04,
    0x40,
    ...yes,
    ...(no.length > 0 ? [0x05, ...no] : []),
    0x0b,
  ],
};

/** Locals are numbered: parameters first, then integers, then vectors. Nothing is returned. */
export interface WasmFunction {
  name: string;
  parameters: number;
  integers: number;
  vectors: number;
  body: Code;
}

export interface ModuleOptions {
  /** Whether threads share the memory. */
  shared: boolean;
  /** Functions that it imports from `env`. */
  imports?: { name: string; parameters: number }[];
}

/** A module that imports `env.memory` and exports every function; they call each other by place, those that are imported first. */
export function wasmModule(functions: WasmFunction[], { shared, imports = [] }: ModuleOptions): Uint8Array<ArrayBuffer> {
  const [i32, v128] = [0x7f, 0x7b];
  const memory = [...text('env'), ...text('memory'), 0x02, ...(shared ? [0x03, 0, ...unsigned(mostPages)] : [0x00, 0])];
  const placed = functions.map((_, place) => imports.length + place);
  const bodies = functions.map(({ integers, vectors, body }) => {
    const whole = [2, ...unsigned(integers), i32, ...unsigned(vectors), v128, ...body, 0x0b];
    return [...unsigned(whole.length), ...whole];
  });
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list([...imports, ...functions].map(({ parameters }) => [0x60, parameters, ...Array<number>(parameters).fill(i32), 0]))),
    ...section(2, list([memory, ...imports.map(({ name }, place) => [...text('env'), ...text(name), 0x00, place])])),
    ...section(3, list(placed.map((place) => [place]))),
    ...section(7, list(functions.map(({ name }, place) => [...text(name), 0x00, placed[place]!]))),
    ...section(10, list(bodies)),
  ]);
}

/** 4 GiB in pages of 64 KiB: a shared memory must say its most. */
export const mostPages = 65_536;

function section(id: number, content: Code): Code {
  return [id, ...unsigned(content.length), ...content];
}

function list(entries: Code[]): Code {
  return [...unsigned(entries.length), ...entries.flat()];
}

function text(value: string): Code {
  return [value.length, ...Array.from(value, (character) => character.charCodeAt(0))];
}

/** LEB128. */
function unsigned(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

function signed(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)) {
      bytes.push(low);
      return bytes;
    }
    bytes.push(low | 0x80);
  }
}
