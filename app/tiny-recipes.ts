import type { DataKind, Params, ParamSpec, ParamValue } from '../shared/params.ts';
import { presetOf, specsFor } from '../shared/resolve-params.ts';
import type { ConfigInput } from '../shared/run-config.ts';
import { datasets } from './engine/datasets/index.ts';
import { recipes } from './engine/recipes/index.ts';

/** Small data of every kind that recipes take. */
export const tinyData: Record<DataKind, ConfigInput['dataset']> = {
  points: 'ring8',
  pictures: { name: 'stroke-digits', params: { size: 16 } },
  pairs: { name: 'paired-shapes', params: { size: 16 } },
  captions: { name: 'captioned-shapes', params: { size: 16 } },
  voxels: { name: 'solids', params: { size: 8 } },
  domains: { name: 'shape-domains', params: { size: 16 } },
  sound: { name: 'tones', params: { length: 24 } },
};

/** The smallest of everything, by rule: the contract does not depend on size. */
export function tinyInput(recipe: string, kind: DataKind): ConfigInput {
  const { params: specs } = recipes.find(({ name }) => name === recipe)!;
  const params = tinyParams(specs, kind);
  const recording = { metricsEvery: 0, distributionsEvery: 5, samplesEvery: 0 };
  return { recipe, dataset: tinyFor(recipe, kind), params, recording };
}

/** Widths, depths and batches of a handful; what else there is stays as it is meant. */
export function tinyParams(specs: readonly ParamSpec[], kind: DataKind): Params {
  return Object.fromEntries(specsFor(specs, kind).flatMap((spec) => tinyValue(spec, presetOf(spec, kind, 'small').value, kind)));
}

/** What a recipe is meant for, as small as it comes, where that is of this kind; else the small data of the kind. */
function tinyFor(recipe: string, kind: DataKind): ConfigInput['dataset'] {
  const usual = recipes.find((member) => member.name === recipe)!.usualData;
  const meant = datasets.find(({ name }) => name === usual?.name);
  if (usual === undefined || meant?.kind !== kind) return tinyData[kind];
  const size = meant.params.find(({ key }) => key === 'size')?.choices?.[0].value;
  return { name: usual.name, params: { ...usual.params, ...(size === undefined ? {} : { size }) } };
}

/** Widths and batches of a handful, depths of two, and phases that change within the twenty steps of a test. */
function tinyValue({ key, type, group, min = 1 }: ParamSpec, usual: ParamValue, kind: DataKind): [string, ParamValue][] {
  if (type !== 'integer' || typeof usual !== 'number' || (group !== 'networks' && group !== 'schedule')) return [];
  // Solids have a side more, and the cpu backend feels it.
  const most = kind === 'voxels' ? 2 : key === 'batch' ? 6 : key.endsWith('Depth') ? 2 : 4;
  return [[key, Math.max(min, Math.min(usual, most))]];
}
