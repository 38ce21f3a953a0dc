import { recordOf } from '../../../shared/tf-record.ts';

/** Event files as writers make them, for tests and measurements. */
export interface EventInTest {
  step?: number | bigint;
  /** Seconds. */
  time?: number;
  scalars?: Record<string, number>;
  /** Whole Summary.Values beside the scalars. */
  values?: Uint8Array[];
  /** SessionLog START. */
  isStart?: boolean;
  version?: string;
}

export function eventOf({ step = 0, time = 1_700_000_000, scalars = {}, values = [], isStart = false, version }: EventInTest): Buffer {
  const parts = [key(1, 1), double(time), key(2, 0), varint(step)];
  if (version !== undefined) parts.push(text(3, version));
  if (isStart) parts.push(field(7, Buffer.concat([key(1, 0), varint(1)])));
  const all = [...Object.entries(scalars).map(([tag, value]) => scalarValue(tag, value)), ...values];
  if (all.length > 0) parts.push(field(5, Buffer.concat(all.map((value) => field(1, value)))));
  return Buffer.concat(parts);
}

export function fileOf(events: EventInTest[]): Buffer {
  return Buffer.concat([{ version: 'brain.Event:2' }, ...events].map((event) => recordOf(eventOf(event))));
}

export function scalarValue(tag: string, value: number): Buffer {
  const float = Buffer.alloc(4);
  float.writeFloatLE(value);
  return Buffer.concat([text(1, tag), key(2, 5), float]);
}

export function histogramValue(
  tag: string,
  limits: number[],
  counts: number[],
  figures: [min: number, max: number, num: number, sum: number, squares: number],
): Buffer {
  const doubles = (values: number[]) => Buffer.concat(values.map(double));
  const own = figures.map((value, at) => Buffer.concat([key(at + 1, 1), double(value)]));
  return Buffer.concat([text(1, tag), field(5, Buffer.concat([...own, field(6, doubles(limits)), field(7, doubles(counts))]))]);
}

function key(number: number, kind: number): Buffer {
  return varint(number * 8 + kind);
}

function varint(value: number | bigint): Buffer {
  const bytes: number[] = [];
  let left = BigInt.asUintN(64, BigInt(value));
  do {
    bytes.push(Number(left & 127n) | (left > 127n ? 128 : 0));
    left >>= 7n;
  } while (left > 0n);
  return Buffer.from(bytes);
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

export function field(number: number, content: Uint8Array): Buffer {
  return Buffer.concat([key(number, 2), varint(content.length), content]);
}

export function text(number: number, content: string): Buffer {
  return field(number, Buffer.from(content));
}
