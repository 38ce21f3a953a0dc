import { z } from 'zod';

/** Where a sweep's runs are trained: what its knobs take there. */
export const leaf = z.union([z.number(), z.string(), z.boolean()]);
const choices = z.strictObject({ values: z.array(leaf).min(1).max(1000) });
const range = z
  .strictObject({
    from: z.number(),
    to: z.number(),
    scale: z.enum(['linear', 'log']).default('linear'),
    whole: z.boolean().default(false),
  })
  .refine(({ from, to }) => from < to, { error: 'from is not below to.' })
  .refine(({ from, scale }) => scale === 'linear' || from > 0, { error: 'a log scale starts above 0.' });
export const knob = z.union([choices, range]);

export type Leaf = z.infer<typeof leaf>;
export type Knob = z.output<typeof knob>;
export type Place = Record<string, Leaf>;

/** What a knob takes at a share of 0 to 1, all of them equally likely. */
export function drawKnob(asked: Knob, share: number): Leaf {
  if ('values' in asked) return asked.values[Math.floor(share * asked.values.length)];
  const { from, to, scale, whole } = asked;
  const value = scale === 'log' ? from * (to / from) ** share : from + (to - from) * share;
  return whole ? Math.round(value) : Number(value.toPrecision(6));
}
