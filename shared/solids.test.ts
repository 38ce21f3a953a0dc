import { expect, test } from 'vitest';
import { facesOf, surfaceOf } from './solids.ts';

const block = (side: number, fill: (depth: number, row: number, column: number) => number) =>
  Uint8Array.from({ length: side ** 3 }, (_, at) => fill(Math.floor(at / side ** 2), Math.floor(at / side) % side, at % side));

test('a full cube shows its shell and not its inside', () => {
  expect(
    surfaceOf(
      block(4, () => 255),
      4,
      128,
    ),
  ).toHaveLength(64 - 8);
});

test('voxels below the threshold are empty', () => {
  const cube = block(3, (_depth, row) => (row === 0 ? 200 : 100));
  expect(surfaceOf(cube, 3, 150)).toHaveLength(9);
  expect(surfaceOf(cube, 3, 50)).toHaveLength(26);
  expect(surfaceOf(cube, 3, 250)).toHaveLength(0);
});

test('seen straight on, one face of a voxel; turned and tilted, three, the farthest first', () => {
  const one = surfaceOf(Uint8Array.of(255), 1, 1);
  expect(facesOf(one, { turn: 0, tilt: 0 }, 10)).toHaveLength(1);
  expect(
    facesOf(one, { turn: 0, tilt: 0 }, 10)[0]
      .corners.flat()
      .every((place) => Math.abs(Math.abs(place) - 5) < 1e-9),
  ).toBe(true);
  const faces = facesOf(one, { turn: 0.6, tilt: 0.5 }, 10);
  expect(faces).toHaveLength(3);
  for (let at = 1; at < 3; at += 1) expect(faces[at].depth).toBeLessThanOrEqual(faces[at - 1].depth);
});
