export const builtAddon: string;
/** The path of the addon, or the sentence why there is none. */
export function buildAddon(options?: {
  out?: string;
  compilers?: string[];
}): { path: string; reason?: undefined } | { path?: undefined; reason: string };
