import { fc } from '@fast-check/vitest';
import { expect } from 'vitest';
import type { RunPart } from '../../importer.ts';

/** More on demand: GANYMEDE_FUZZ=20000 vitest run app/importers/…/mutated.test.ts */
export const fuzzTimes = Number(process.env.GANYMEDE_FUZZ ?? 60);

type Kind = 'byte' | 'cut' | 'twice' | 'end';
const place = { at: fc.nat(), value: fc.integer({ min: 0, max: 255 }) };
const mutation = fc.oneof(
  fc.record({ kind: fc.constant<Kind>('byte'), ...place }),
  fc.record({ kind: fc.constant<Kind>('cut'), ...place }),
  fc.record({ kind: fc.constant<Kind>('twice'), ...place }),
  fc.record({ kind: fc.constant<Kind>('end'), ...place }),
);

function mutate(bytes: Buffer, { kind, at, value }: { kind: Kind; at: number; value: number }): Buffer {
  if (bytes.length === 0) return bytes;
  const from = at % bytes.length;
  if (kind === 'end') return bytes.subarray(0, from + 1);
  if (kind === 'cut') return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + (value % 64))]);
  if (kind === 'twice') return Buffer.concat([bytes.subarray(0, from + (value % 64)), bytes.subarray(from)]);
  const copy = Buffer.from(bytes);
  copy[from] = value;
  return copy;
}

/** One of the sources with some bytes changed, cut out, doubled, or cut off. */
export function mutated(sources: Buffer[]): fc.Arbitrary<Buffer> {
  return fc
    .tuple(fc.constantFrom(...sources), fc.array(mutation, { minLength: 1, maxLength: 6 }))
    .map(([source, mutations]) => mutations.reduce(mutate, source));
}

/** Everything that was left out is a sentence, damage has its place in the file, and points have steps. */
export function expectSense(parts: RunPart[], size: number): void {
  for (const part of parts) {
    if (part.type === 'left-out') {
      expect(part.why).toMatch(/^[^a-z].+\.$/su);
      const [, at] = /^byte (\d+) of /.exec(part.what) ?? [];
      if (at !== undefined) expect(Number(at)).toBeLessThanOrEqual(size);
    } else if (part.type === 'points') expect(part.key).not.toBe('');
  }
  expect(parts.at(-1)).toMatchObject({ type: 'position' });
}
