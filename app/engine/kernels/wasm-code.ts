/**
 * As much of the WebAssembly binary format as one hand-written function needs: instructions are lists of bytes, a module imports
 * the memory it works on and exports one function of 32-bit integers. (WebAssembly core specification 3.0, chapter 5.)
 */
export type Code = number[];

export const code = {
  get: (local: number): Code => [0x20, ...unsigned(local)],
  set: (local: number): Code => [0x21, ...unsigned(local)],
  tee: (local: number): Code => [0x22, ...unsigned(local)],
  constant: (value: number): Code => [0x41, ...signed(value)],
  add: [0x6a],
  subtract: [0x6b],
  and: [0x71],
  shiftRight: [0x76],
  lessThan: [0x48],
  notEqual: [0x47],
  load: (offset = 0): Code => [0x28, 2, ...unsigned(offset)],
  loadFloat: (offset = 0): Code => [0x2a, 2, ...unsigned(offset)],
  storeFloat: (offset = 0): Code => [0x38, 2, ...unsigned(offset)],
  loadVector: (offset = 0): Code => [0xfd, 0, 2, ...unsigned(offset)],
  /** One float into all four lanes. */
  loadSplat: (offset = 0): Code => [0xfd, 9, 2, ...unsigned(offset)],
  storeVector: (offset = 0): Code => [0xfd, 11, 2, ...unsigned(offset)],
  zeroVector: [0xfd, 12, ...Array<number>(16).fill(0)],
  multiplyVectors: [0xfd, 0xe6, 0x01],
  addVectors: [0xfd, 0xe4, 0x01],
  /** a·b + c of the relaxed SIMD instructions: rounded once where the processor can. */
  multiplyAdd: [0xfd, ...unsigned(0x105)],
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

/** A module that imports `env.memory` and exports `run`, with `parameters` i32 arguments and no result. */
export function wasmModule(options: { parameters: number; integers: number; vectors: number; body: Code }): Uint8Array<ArrayBuffer> {
  const { parameters, integers, vectors, body } = options;
  const [i32, v128] = [0x7f, 0x7b];
  const locals = [2, ...unsigned(integers), i32, ...unsigned(vectors), v128];
  const whole = [...locals, ...body, 0x0b];
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, parameters, ...Array<number>(parameters).fill(i32), 0]),
    ...section(2, [1, ...text('env'), ...text('memory'), 0x02, 0x00, 0]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text('run'), 0x00, 0]),
    ...section(10, [1, ...unsigned(whole.length), ...whole]),
  ]);
}

function section(id: number, content: number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function text(value: string): number[] {
  return [value.length, ...Array.from(value, (character) => character.charCodeAt(0))];
}

/** LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

function signed(value: number): number[] {
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
