import { describe, expect, test } from 'vitest';
import { differencePictures, fitGrid, likenessOf, meanDifference, picturePixels, type Pictures } from './pictures.ts';

const grey: Pictures = { count: 2, height: 1, width: 2, channels: 1, data: Uint8Array.from([10, 20, 30, 250]) };

describe('pictures', () => {
  test('grey becomes three equal channels, and the second picture starts where the first ends', () => {
    expect(Array.from(picturePixels(grey, 1))).toEqual([30, 30, 30, 255, 250, 250, 250, 255]);
  });
  test('the difference is without sign, and refuses other shapes', () => {
    const other = { ...grey, data: Uint8Array.from([20, 10, 30, 255]) };
    const difference = differencePictures(grey, other);
    expect(difference && Array.from(difference.data)).toEqual([10, 10, 0, 5]);
    expect(difference && meanDifference(difference)).toBeCloseTo(6.25, 12);
    expect(differencePictures(grey, { ...grey, width: 1, height: 2 })).toBeNull();
  });
  test('likeness is found picture by picture, white where a pair is equal', () => {
    const noise = Uint8Array.from({ length: 2 * 256 }, (_, i) => (i * 97) % 256);
    const pictures: Pictures = { count: 2, height: 16, width: 16, channels: 1, data: noise };
    const other = { ...pictures, data: noise.map((value, i) => (i < 256 ? value : 255 - value)) };
    const found = likenessOf(pictures, other);
    expect(found?.values[0]).toBeCloseTo(1, 10);
    expect(found?.values[1]).toBeLessThan(0);
    expect(found?.maps).toMatchObject({ count: 2, width: 10, height: 10 });
    expect(found?.maps.data.slice(0, 100).every((value) => value === 255)).toBe(true);
    expect(found?.window).toBe(7);
    expect(likenessOf(pictures, { ...pictures, width: 8, height: 32 })).toBeNull();
  });
  test('a grid has room for all and whole pixels when it enlarges', () => {
    const pictures = { count: 64, height: 16, width: 16, channels: 1, data: new Uint8Array(64 * 256) };
    const place = fitGrid(pictures, 640, 400);
    expect(place.columns * place.rows).toBeGreaterThanOrEqual(64);
    expect(Number.isInteger(place.scale)).toBe(true);
    expect(place.columns * (16 * place.scale + 1) - 1).toBeLessThanOrEqual(640);
    expect(place.rows * (16 * place.scale + 1) - 1).toBeLessThanOrEqual(400);
    expect(fitGrid(pictures, 60, 60).scale).toBeLessThan(1);
  });
});
