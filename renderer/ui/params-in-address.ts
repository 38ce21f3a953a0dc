import { z } from 'zod';
import type { Params } from '../../shared/params.ts';

const params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** Params as an address carries them; what is none of ours is none. */
export function paramsFrom(text: string | null): Params {
  if (text === null) return {};
  try {
    return params.parse(JSON.parse(text));
  } catch {
    return {};
  }
}
export function paramsAsText(given: Params): string {
  return Object.keys(given).length === 0 ? '' : JSON.stringify(given);
}
