import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeFrame, readFrames } from './frame.ts';

const event = fc.oneof(
  fc.record({
    type: fc.constant('batch'),
    batch: fc.nat(),
    times: fc.float64Array({ maxLength: 5 }),
    values: fc.dictionary(fc.string(), fc.double()),
  }),
  fc.record({ type: fc.constant('sample'), pixels: fc.uint8Array({ maxLength: 40 }) }),
  fc.record({ type: fc.constant('left'), signal: fc.string(), step: fc.nat() }),
);
const file = fc
  .array(event, { minLength: 1, maxLength: 6 })
  .map((events) => events.map((one, at) => encodeFrame({ sequence: at + 1, time: at, event: one })));
const sequences = (bytes: Buffer, heard = 0) => readFrames(bytes, heard).frames.map(({ sequence }) => sequence);
const upTo = (count: number, from = 1) => Array.from({ length: Math.max(0, count - from + 1) }, (_, at) => at + from);

it('reads what was written, NaN and infinities too', () => {
  const events = [
    { loss: Number.NaN, times: Float64Array.of(Number.NEGATIVE_INFINITY) },
    { type: 'left', step: 7 },
  ];
  const bytes = Buffer.concat(events.map((one, at) => encodeFrame({ sequence: at + 1, time: 40 + at, event: one })));
  expect(readFrames(bytes).frames.map(({ event: read, time }) => [read, time])).toEqual(events.map((one, at) => [one, 40 + at]));
});

it('gives the whole prefix of a file that is cut anywhere, and waits for the rest', () => {
  fc.assert(
    fc.property(file, (frames) => {
      const whole = Buffer.concat(frames);
      for (let cut = 0, complete = 0, end = 0; cut <= whole.length; cut += 1) {
        while (complete < frames.length && cut >= end + frames[complete].length) end += frames[complete++].length;
        const { frames: read, taken, isDamaged } = readFrames(whole.subarray(0, cut));
        expect([read.length, taken, isDamaged]).toEqual([complete, end, false]);
        // What was committed is passed over, and the rest read once.
        expect(sequences(whole.subarray(taken), read.length)).toEqual(upTo(frames.length, complete + 1));
      }
    }),
    { numRuns: 15 },
  );
});

it('hears a frame once that was written twice, wherever it stands again', () => {
  fc.assert(
    fc.property(file, fc.nat(), fc.nat(), (frames, which, later) => {
      const doubled = which % frames.length;
      const place = doubled + 1 + (later % (frames.length - doubled));
      const bytes = Buffer.concat([...frames.slice(0, place), frames[doubled], ...frames.slice(place)]);
      expect(sequences(bytes)).toEqual(upTo(frames.length));
      expect(readFrames(bytes).taken).toBe(bytes.length);
      expect(sequences(Buffer.concat([...frames, ...frames]))).toEqual(upTo(frames.length));
    }),
  );
});

it('gives the prefix before a flipped bit, and nothing after it', () => {
  fc.assert(
    fc.property(file, fc.nat(), (frames, where) => {
      const whole = Buffer.concat(frames);
      const bit = where % (whole.length * 8);
      whole[bit >> 3] ^= 1 << (bit & 7);
      let before = 0;
      for (let end = frames[0].length; end <= bit >> 3; end += frames[before].length) before += 1;
      expect(sequences(whole)).toEqual(upTo(before));
    }),
    { numRuns: 500 },
  );
});

it('takes zeros that a network file system shows before the bytes for no frame, and a lost frame for the end', () => {
  const [first, second, third] = [1, 2, 3].map((sequence) => encodeFrame({ sequence, time: 0, event: sequence }));
  expect(readFrames(Buffer.concat([first, Buffer.alloc(64)]))).toMatchObject({ taken: first.length, isDamaged: true });
  expect(readFrames(Buffer.concat([first, third, second]))).toMatchObject({ taken: first.length, isDamaged: true });
});
