import sharp from 'sharp';
import { expect, it } from 'vitest';
import { decodePart } from './decode.ts';

const solid = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#204080' } })
    .png()
    .toBuffer();

it('pictures that would be too many numbers are told before they are decoded, and those before them are kept', async () => {
  const [small, large, broken] = [await solid(3, 2), await solid(6000, 6000), Buffer.from('no picture')];
  const desk = { incoming: null, signal: new AbortController().signal };
  const { parts, leftOut } = await decodePart({ type: 'pictures', probe: 'grid', step: 4, files: [small, broken, large, small] }, desk);
  expect(parts).toMatchObject([{ type: 'sample', tensors: { pixels: { shape: [1, 2, 3, 3] } } }]);
  expect(leftOut.map(({ what }) => what)).toEqual(['picture 2 of grid at step 4', 'pictures of grid at step 4 from number 3 on']);
});
