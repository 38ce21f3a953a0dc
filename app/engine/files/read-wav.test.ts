import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { writeWav } from '../../../shared/wav.ts';
import { chunk, wav } from '../datasets/test-files.ts';
import { readWav } from './read-wav.ts';

/** Whole numbers as PCM of so many bits, written bit by bit: another way than the reader's. */
function pcm(values: number[], bits: number): Uint8Array {
  return Uint8Array.from(
    values.flatMap((value) => {
      const whole = BigInt(bits === 8 ? value + 128 : value);
      return Array.from({ length: bits / 8 }, (_, byte) => Number((whole >> BigInt(8 * byte)) & 255n));
    }),
  );
}

const bitsAndValues = fc.constantFrom(8, 16, 24, 32).chain((bits) =>
  fc.record({
    bits: fc.constant(bits),
    values: fc.array(fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 }), { minLength: 1, maxLength: 30 }),
  }),
);

test.prop([bitsAndValues, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 768_000 }), fc.boolean()])(
  'PCM of 8, 16, 24 and 32 bits: full scale is 1, channels are mixed by their mean, plain or extensible',
  ({ bits, values }, channels, rate, extensible) => {
    const frames = values.map((value) => Array.from({ length: channels }, (_, channel) => Math.trunc(value / (channel + 1))));
    const sound = readWav(wav(pcm(frames.flat(), bits), { bits, channels, rate, extensible }));
    expect([sound.rate, sound.channels]).toEqual([rate, channels]);
    const means = frames.map((frame) => Math.fround(frame.reduce((sum, value) => sum + value / 2 ** (bits - 1), 0) / channels));
    expect([...sound.samples]).toEqual(means);
  },
);

test.prop([fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -8, max: 8 }), { minLength: 1, maxLength: 30 })])(
  'floating point of 32 and 64 bits comes as it is, also beyond 1',
  (values) => {
    const expected = values.map((value) => value + 0);
    expect([...readWav(wav(new Uint8Array(Float32Array.from(values).buffer), { codec: 3, bits: 32 })).samples]).toEqual(expected);
    expect([...readWav(wav(new Uint8Array(Float64Array.from(values).buffer), { codec: 3, bits: 64 })).samples]).toEqual(expected);
  },
);

test.prop([fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 50 }), fc.integer({ min: 1, max: 96_000 })])(
  'what Ganymede writes, it reads',
  (values, rate) => {
    const sound = readWav(writeWav(Float32Array.from(values), rate));
    expect([sound.rate, sound.channels, sound.samples.length]).toEqual([rate, 1, values.length]);
    for (const [at, value] of values.entries()) expect(Math.abs(sound.samples[at] - value)).toBeLessThan(1.6 / 32768);
  },
);

describe('telephony', () => {
  // Ends, middle and the step beside it, from the tables of ITU-T G.711 scaled to 16 bits.
  test.each([
    [7, [0x00, 0x80, 0x7f, 0xff, 0x7e, 0xfe, 0x8f, 0x90], [-32124, 32124, 0, 0, -8, 8, 16764, 15996]],
    [6, [0x55, 0xd5, 0x2a, 0xaa, 0x54, 0xd4, 0x80, 0x45], [-8, 8, -32256, 32256, -24, 24, 5504, -264]],
  ])('codec %i', (codec, bytes, expected) => {
    const { samples } = readWav(wav(Uint8Array.from(bytes), { codec, bits: 8 }));
    expect([...samples].map((value) => value * 32768)).toEqual(expected);
  });

  test.each([7, 6])('codec %i rises from byte to byte, on both sides alike', (codec) => {
    const { samples } = readWav(
      wav(
        Uint8Array.from({ length: 256 }, (_, byte) => byte ^ (codec === 7 ? 0xff : 0x55)),
        { codec, bits: 8 },
      ),
    );
    for (let at = 1; at < 128; at += 1) expect(Math.abs(samples[at])).toBeGreaterThan(Math.abs(samples[at - 1]));
    for (let at = 0; at < 128; at += 1) expect(samples[at] + samples[at + 128]).toBe(0);
  });
});

describe('the form of the file', () => {
  const bytes = pcm([1, -2, 3], 16);
  const samples = [1 / 32768, -2 / 32768, 3 / 32768];

  test('other chunks, of odd length too, are passed over', () => {
    const before = Uint8Array.of(...chunk('LIST', new Uint8Array(7)), ...chunk('fact', new Uint8Array(4)));
    expect([...readWav(wav(bytes, { before })).samples]).toEqual(samples);
    expect([...readWav(Uint8Array.of(...wav(bytes), ...chunk('id3 ', new Uint8Array(5)))).samples]).toEqual(samples);
  });

  test('a length that was not known when it was written means: to the end', () => {
    expect([...readWav(wav(bytes, { told: 0xffffffff })).samples]).toEqual(samples);
    for (const told of [0, 0x7ffff000, 0x7fffffff, 0x80000000, 0xfffffffe])
      expect([...readWav(wav(bytes, { told })).samples]).toEqual(samples);
  });

  test('no sound and then a comment is no sound', () => {
    for (const told of [8, 9]) {
      const commented = Uint8Array.of(
        ...wav(new Uint8Array(0)),
        ...chunk('LIST', new Uint8Array(told).fill(65)),
        ...chunk('id3 ', new Uint8Array(4)),
      );
      expect(readWav(commented).samples).toHaveLength(0);
    }
  });

  test('a begun frame at the end is no frame', () => {
    expect(readWav(wav(bytes, { channels: 2 })).samples).toHaveLength(1);
  });

  test('a file within a larger buffer', () => {
    const whole = wav(bytes);
    const larger = new Uint8Array(whole.length + 14).fill(9);
    larger.set(whole, 7);
    expect([...readWav(larger.subarray(7, 7 + whole.length)).samples]).toEqual(samples);
  });

  test.each<[string, Uint8Array, string]>([
    ['cut short', wav(bytes).subarray(0, 47), 'it should hold 6 bytes of sound but ends after 3: it is cut short'],
    ['cut in its format', wav(bytes).subarray(0, 30), 'it ends inside the description of its format'],
    ['cut before its sound', wav(bytes).subarray(0, 40), 'it ends before its sound begins'],
    ['of nothing but a head', wav(bytes).subarray(0, 12), 'it ends before it says its format'],
    ['of something else', Uint8Array.of(0xff, 0xd8, 1, 2, 3), 'it is no WAV file'],
    ['empty', new Uint8Array(0), 'it is no WAV file'],
    ['in MP3', wav(bytes, { codec: 85 }), 'its codec is MP3; PCM, floating point, µ-law and A-law can be read. Save it as PCM'],
    ['in an unknown codec', wav(bytes, { codec: 777 }), 'its codec is number 777'],
    ['of 64-bit whole numbers', wav(bytes, { bits: 64 }), 'it has 64 bits a sample'],
    ['without channels', wav(bytes, { channels: 0 }), 'what it says of its channels and bits does not agree'],
    ['without a rate', wav(bytes, { rate: 0 }), 'it says 0 samples a second'],
    ['with NaN', wav(new Uint8Array(Float32Array.of(0, Number.NaN).buffer), { codec: 3, bits: 32 }), 'its sample 2 is NaN'],
  ])('a file %s is refused', (_what, file, sentence) => {
    expect(() => readWav(file)).toThrow(sentence);
  });

  test('another kind of RIFF is named', () => {
    const big = wav(bytes);
    big.set([...'RIFX'].map((letter) => letter.charCodeAt(0)));
    expect(() => readWav(big)).toThrow('it is a WAV of the kind RIFX; save it as a plain one (RIFF)');
  });

  test('of more than 4 GB: the length stands in a chunk of its own', () => {
    const sizes = new Uint8Array(28);
    new DataView(sizes.buffer).setBigUint64(8, BigInt(bytes.length), true);
    const far = wav(bytes, { told: 0xffffffff, before: new Uint8Array(0) });
    const big = Uint8Array.of(...far.subarray(0, 12), ...chunk('ds64', sizes), ...far.subarray(12), ...chunk('LIST', new Uint8Array(8)));
    big.set([...'RF64'].map((letter) => letter.charCodeAt(0)));
    expect([...readWav(big).samples]).toEqual(samples);
    big.set([...'BW64'].map((letter) => letter.charCodeAt(0)));
    expect([...readWav(big).samples]).toEqual(samples);
  });

  test('an odd chunk that is not filled up is passed over all the same', () => {
    const before = chunk('LIST', new Uint8Array(7)).slice(0, 15);
    expect([...readWav(wav(bytes, { before })).samples]).toEqual(samples);
  });
});
