import { describe, expect, test } from 'vitest';
import type { Params } from '../../../shared/params.ts';
import type { PairsDataset } from '../dataset.ts';
import { nodeDecoders } from '../../trainer/decoders.ts';
import { seededRandom } from '../random.ts';
import { maskedFolder } from './masked-folder.ts';
import { entries, png } from './test-files.ts';

const usual = { ...Object.fromEntries(maskedFolder.params.map(({ key, presets }) => [key, presets.small.value])), heldOut: 0 };
const red = png(20, 20, [255, 0, 0]);
const files = { 'a/1.png': red, 'a/2.png': png(20, 20, [200, 0, 0]), 'b/1.png': png(20, 20, [0, 0, 255]) };

async function open(given: Record<string, Uint8Array>, params: Params = {}): Promise<PairsDataset> {
  const dataset = await maskedFolder.open({
    params: { ...usual, size: '16', ...params },
    seed: 1,
    files: { entries: entries(given) },
    decoders: nodeDecoders,
  });
  if (dataset.kind !== 'pairs') throw new Error('not pairs');
  return dataset;
}

describe('a picture with a hole', () => {
  test('is the wanted one outside the mask and grey inside; the hole has the side asked for and moves', async () => {
    const dataset = await open(files, { hole: 0.25 });
    expect([dataset.channels, dataset.given]).toEqual([3, { size: 16, channels: 4 }]);
    const { values, given } = dataset.draw(seededRandom(1), 30);
    const corners = new Set<number>();
    for (let at = 0; at < 30; at += 1) {
      let inside = 0;
      for (let cell = 0; cell < 256; cell += 1) {
        const [seen, whole] = [given!.subarray((at * 256 + cell) * 4, (at * 256 + cell + 1) * 4), (at * 256 + cell) * 3];
        const isHole = seen[3] === 1;
        if (isHole && inside === 0) corners.add(cell);
        inside += isHole ? 1 : 0;
        expect([...seen.subarray(0, 3)]).toEqual(isHole ? [0, 0, 0] : [...values.subarray(whole, whole + 3)]);
        expect(seen[3]).toBe(isHole ? 1 : -1);
      }
      expect(inside).toBe(16);
    }
    expect(corners.size).toBeGreaterThan(5);
  });

  test('in the middle it stays there', async () => {
    const { given } = (await open(files, { hole: 0.5, place: 'middle', colors: 'gray' })).draw(seededRandom(1), 2);
    const mask = Array.from({ length: 256 }, (_, cell) => given![2 * cell + 1] === 1);
    expect(mask.indexOf(true)).toBe(4 * 16 + 4);
    expect(mask.lastIndexOf(true)).toBe(11 * 16 + 11);
  });

  test('a guide is another picture of the same class, and of an only one itself', async () => {
    const dataset = await open(files, { guide: 'class' });
    expect(dataset.given.channels).toBe(7);
    const { values, given, labels } = dataset.draw(seededRandom(1), 40);
    for (let at = 0; at < 40; at += 1) {
      const [own, guide] = [values[at * 768], given![at * 256 * 7 + 4]];
      const blue = given![at * 256 * 7 + 6];
      if (labels![at] === 1) expect([guide, blue]).toEqual([-1, 1]);
      else {
        expect(blue).toBe(-1);
        expect(guide).not.toBe(own);
      }
    }
  });

  test('without classes there is no guide to show, and a sentence says so', async () => {
    await expect(open({ '1.png': red }, { guide: 'class' })).rejects.toThrow('this folder has no two sub-folders with pictures');
    await expect(open({})).rejects.toThrow('There is no picture');
    expect((await open({ '1.png': red, '2.png': new Uint8Array(3) })).notes).toEqual([
      '2.png was left out: it does not begin as a picture does (PNG, JPEG, WebP, GIF, TIFF or AVIF).',
    ]);
  });
});
