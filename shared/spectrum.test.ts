import { expect, test } from 'vitest';
import { decibels, powerSpectrum, spectrogram } from './spectrum.ts';

test('agrees with the sum that defines it', () => {
  const frame = Float32Array.from({ length: 32 }, (_, at) => Math.sin(at * 1.7) + 0.3 * Math.cos(at * at));
  const found = powerSpectrum(frame);
  expect(found).toHaveLength(17);
  found.forEach((power, bin) => {
    let [re, im] = [0, 0];
    frame.forEach((value, at) => {
      const held = value * (0.5 - 0.5 * Math.cos((2 * Math.PI * at) / 32));
      re += held * Math.cos((2 * Math.PI * bin * at) / 32);
      im -= held * Math.sin((2 * Math.PI * bin * at) / 32);
    });
    expect(Math.abs(power - (re * re + im * im))).toBeLessThan(1e-9);
  });
});

test('a tone stands in its bin in every frame', () => {
  const wave = Float32Array.from({ length: 512 }, (_, at) => Math.sin((2 * Math.PI * 10 * at) / 64));
  const frames = spectrogram(wave, 64, 32);
  expect(frames).toHaveLength(15);
  for (const frame of frames) expect(frame.indexOf(Math.max(...frame))).toBe(10);
  expect(spectrogram(new Float32Array(10), 64, 32)).toHaveLength(0);
});

test('loudness falls from one at the loudest to nothing sixty decibels below', () => {
  const [first, second] = decibels([Float64Array.of(100, 10), Float64Array.of(1e-5, 0.1)]);
  expect(first[0]).toBe(1);
  expect(first[1]).toBeCloseTo(1 - 10 / 60, 12);
  expect([...second]).toEqual([0, 0.5]);
  expect(decibels([Float64Array.of(0, 0)])[0][0]).toBe(0);
});
