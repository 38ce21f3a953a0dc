import type { DataKind, ParamSpec, PresetName } from './params.ts';
import { presetOf, specsFor } from './resolve-params.ts';

/** Where the numbers of a preset come from. */
export interface PresetSources {
  /** Publications and released codes, each once, by falling number of knobs: `arXiv:1704.00028`, `igul222/improved_wgan_training`. */
  published: string[];
  /** Knobs that nobody published a number for. */
  ours: number;
}

export function presetSources(specs: readonly ParamSpec[], kind: DataKind, preset: PresetName): PresetSources {
  const counts = new Map<string, number>();
  let own = 0;
  for (const spec of specsFor(specs, kind)) {
    const { source } = presetOf(spec, kind, preset);
    if (source.kind === 'ours') own += 1;
    else counts.set(workOf(source.text), (counts.get(workOf(source.text)) ?? 0) + 1);
  }
  return { published: [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)!), ours: own };
}

/** One source is a publication's own preset; several are a mosaic, and are called so. */
export function presetSourcesSentence({ published, ours }: PresetSources): string {
  const own = ours === 0 ? '' : ` ${ours} that nobody published are ours.`;
  if (published.length === 0) return `No number of these is published; all are ours.`;
  if (published.length === 1) return `Numbers of ${published[0]}.${own}`;
  return `A mosaic of ${published.slice(0, -1).join(', ')} and ${published.at(-1)}.${own}`;
}

/** The work that a source names, without the place in it. */
function workOf(text: string): string {
  return text.split(/[,;:] | at [0-9a-f]{7}/)[0]!;
}
