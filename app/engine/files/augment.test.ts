import { expect, test } from 'vitest';
import { restoreRandom, seededRandom } from '../random.ts';
import { augmentationOf, change, drawChange } from './augment.ts';
import { storedPictures } from './stored-pictures.ts';

const still = { isFlipped: false, right: 0, down: 0, contrast: 1, brightness: 0 };
function changed(picture: number[], size: number, by: Partial<typeof still>): number[] {
  const values = Float32Array.from(picture);
  change(values, new Float32Array(values.length), { size, channels: 1 }, { ...still, ...by });
  return Array.from(values, (value) => Math.round(value * 100) / 100);
}
const picture = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

test('a picture is mirrored, moved with its edge as a mirror, made brighter and harder, and stays within bounds', () => {
  expect(changed(picture, 3, {})).toEqual(picture);
  expect(changed(picture, 3, { isFlipped: true })).toEqual([0.3, 0.2, 0.1, 0.6, 0.5, 0.4, 0.9, 0.8, 0.7]);
  expect(changed(picture, 3, { right: 1 })).toEqual([0.2, 0.3, 0.2, 0.5, 0.6, 0.5, 0.8, 0.9, 0.8]);
  expect(changed(picture, 3, { down: -1 })).toEqual([0.4, 0.5, 0.6, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
  expect(changed([0.5], 1, { right: 7, down: -3 })).toEqual([0.5]);
  expect(changed([0.5, -0.5, 0.9, 0], 2, { contrast: 1.5, brightness: 0.1 })).toEqual([0.85, -0.65, 1, 0.1]);
});

const pictures = (augmentation: ReturnType<typeof augmentationOf>, heldOut = 0) =>
  storedPictures(
    {
      ...{ count: 300, width: 2, height: 2, channels: 1 as const },
      read: (index, into) => {
        into.set([index / 300, 0, 0, -index / 300]);
      },
    },
    { size: 2, labels: null, classes: null, notes: [], heldOut, augmentation },
  );
const all = { flip: true, shift: 1, jitter: 0.2 };

test('without a change no number is drawn for one; with one the same seed gives the same pictures, from any state of its stream', () => {
  const plain = seededRandom(2);
  pictures(augmentationOf({ flip: false, shift: 0, jitter: 0 })).draw(plain, 8);
  const counted = seededRandom(2);
  for (let at = 0; at < 8; at += 1) counted.integer(300);
  expect(plain.state()).toEqual(counted.state());

  const random = seededRandom(5);
  const first = pictures(all).draw(random, 10).values;
  const resumed = restoreRandom(random.state());
  expect(pictures(all).draw(seededRandom(5), 10).values).toEqual(first);
  expect(pictures(all).draw(resumed, 10).values).toEqual(pictures(all).draw(random, 10).values);
  expect(pictures({ ...all, jitter: 0.1 }).draw(seededRandom(5), 10).values).not.toEqual(first);
});

test('what is held out is never changed', () => {
  const { heldOut } = pictures(all, 50);
  const { values } = heldOut!.all.draw(seededRandom(1), 50);
  for (let at = 0; at < values.length; at += 4) expect([values[at + 1], values[at + 2], values[at]]).toEqual([0, 0, -values[at + 3]!]);
});

test('changes stay within what was asked for', () => {
  const random = seededRandom(9);
  for (let at = 0; at < 200; at += 1) {
    const { right, down, contrast, brightness } = drawChange(random, { flip: false, shift: 3, jitter: 0.25 });
    expect(Math.max(Math.abs(right), Math.abs(down))).toBeLessThanOrEqual(3);
    expect(Math.abs(contrast - 1)).toBeLessThanOrEqual(0.25);
    expect(Math.abs(brightness)).toBeLessThanOrEqual(0.25);
  }
});
