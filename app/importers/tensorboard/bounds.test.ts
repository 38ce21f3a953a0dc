import { expect, it } from 'vitest';
import { Wire } from '../reading/wire.ts';
import { EventReader, Tags } from './event.ts';
import { readTensor } from './tensor.ts';
import { eventOf, field, text } from './write-in-test.ts';

const read = (bytes: Uint8Array) => readTensor(new Wire().over(bytes, 0, bytes.length));
const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);
const tensor = (type: number, size: number, ...rest: Uint8Array[]) =>
  Buffer.concat([Buffer.of(8, type), field(2, field(2, Buffer.of(8, ...varint(size)))), ...rest]);

it('a few bytes make no millions of elements', () => {
  expect(read(tensor(7, 2, text(8, 'a'), text(8, 'b'))).strings).toHaveLength(2);
  expect(() => read(tensor(7, 16_000_000, text(8, 'a')))).toThrow('a tensor of 16000000 strings has 1');
  expect(() => read(tensor(7, 1))).toThrow('has 0');
  expect(() => read(tensor(7, 1, Buffer.alloc(2 * 100_001, Buffer.of(66, 0))))).toThrow('more than 100000 strings');
  const one = Buffer.of(45, 0, 0, 128, 63);
  expect(read(tensor(1, 3, one)).numbers).toEqual(Float64Array.of(1, 1, 1));
  expect(() => read(tensor(1, 16_000_000, one))).toThrow('gives 1 of them');
});

it('an event of more values than any has is none', () => {
  const sink = { scalar: () => {}, value: () => {}, start: () => {}, other: () => {} };
  const bytes = Buffer.concat([eventOf({}), field(5, Buffer.alloc(2 * 100_001, Buffer.of(10, 0)))]);
  expect(() => new EventReader(new Tags()).read(bytes, 0, bytes.length, sink)).toThrow('more than 100000 values');
});
