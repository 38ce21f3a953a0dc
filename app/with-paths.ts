import type { Catalogue } from '../shared/catalogue.ts';
import type { ParamSpec } from '../shared/params.ts';

/** A config with every path in it changed, those of its recipe and of its dataset; what makes no sense is left for whoever checks it. */
export function withPaths<Config>(config: Config, { recipes, datasets }: Catalogue, change: (path: string) => string): Config {
  if (!isMap(config)) return config;
  const { recipe, dataset, params } = config;
  const changed: Record<string, unknown> = { ...config };
  if (isMap(params)) changed.params = paramsWith(params, recipes.find(({ name }) => name === recipe)?.params, change);
  if (isMap(dataset) && isMap(dataset.params)) {
    const specs = datasets.find(({ name }) => name === dataset.name)?.params;
    changed.dataset = { ...dataset, params: paramsWith(dataset.params, specs, change) };
  }
  return changed as Config;
}

function paramsWith(params: Record<string, unknown>, specs: ParamSpec[] = [], change: (path: string) => string): Record<string, unknown> {
  const isPath = (key: string) => specs.some((spec) => spec.key === key && spec.type === 'path');
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [key, isPath(key) && typeof value === 'string' && value !== '' ? change(value) : value]),
  );
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
