import { z } from 'zod';

/** Every response that is not 2xx: application/problem+json. */
export const problem = z.object({
  code: z.string(),
  sentence: z.string(),
  issues: z.array(
    z.object({
      path: z.string(),
      message: z.string(),
      allowed: z.string().optional(),
      at: z.object({ from: z.number(), to: z.number() }).optional(),
    }),
  ),
  offer: z.object({ run: z.string(), step: z.number(), checkpoint: z.number().nullable() }).optional(),
  details: z.string().optional(),
});
