import { z } from 'zod';
import type { Schedule } from '../schedule.ts';

export const nonePlan = z.strictObject({ kind: z.literal('none') });

/** Every run is trained to its end. */
export const none: Schedule<z.output<typeof nonePlan>> = {
  kind: 'none',
  rests: () => [],
  refuse: () => null,
  decide: () => [],
};
