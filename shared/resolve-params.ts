import type { Issue } from './errors.ts';
import { nearestName } from './nearest-name.ts';
import type { DataKind, Params, ParamSpec, ParamValue, PresetName, PresetValue } from './params.ts';

/** The knobs that mean something for this kind of data. */
export function specsFor(specs: readonly ParamSpec[], kind: DataKind): ParamSpec[] {
  return specs.filter(({ onlyFor }) => onlyFor === undefined || kindsOf(onlyFor).includes(kind));
}

function kindsOf(onlyFor: DataKind | readonly DataKind[]): readonly DataKind[] {
  return typeof onlyFor === 'string' ? [onlyFor] : onlyFor;
}

/** The default of a knob and where it comes from. */
export function presetOf(spec: ParamSpec, kind: DataKind, preset: PresetName): PresetValue {
  return (spec.presetsFor?.[kind] ?? spec.presets)[preset];
}

/** What a knob takes, in words: `0 … 1000`, `wasm, cpu`. */
export function allowedFor(spec: ParamSpec): string {
  if (spec.type === 'choice') return (spec.choices ?? []).map((choice) => choice.value).join(', ');
  if (spec.type === 'boolean') return 'true, false';
  if (spec.type === 'path') return 'a path on this machine';
  const what = spec.type === 'integer' ? 'a whole number' : 'a number';
  const low = spec.min === undefined ? null : `${spec.minExclusive ? 'above' : 'at least'} ${spec.min}`;
  const high = spec.max === undefined ? null : `at most ${spec.max}`;
  return [what, [low, high].filter((bound) => bound !== null).join(' and ')].filter((part) => part !== '').join(', ');
}

/** Fills in what is left out, and checks what is given. `prefix` is where the params stand in the config, such as `params`. */
export function resolveParams(options: {
  specs: readonly ParamSpec[];
  given: Params;
  kind: DataKind;
  preset: PresetName;
  prefix: string;
  owner: string;
}): { params: Params; issues: Issue[] } {
  const { specs, given, kind, preset, prefix, owner } = options;
  const meant = specsFor(specs, kind);
  const params: Params = {};
  const issues: Issue[] = [];
  for (const key of Object.keys(given)) {
    if (meant.some((spec) => spec.key === key)) continue;
    issues.push({ path: `${prefix}.${key}`, ...unknownParam(key, specs, meant, kind, owner) });
  }
  for (const spec of meant) {
    if (!Object.hasOwn(given, spec.key)) {
      params[spec.key] = presetOf(spec, kind, preset).value;
      continue;
    }
    const checked = checkValue(spec, given[spec.key]);
    if ('value' in checked) params[spec.key] = checked.value;
    else issues.push({ path: `${prefix}.${spec.key}`, message: checked.message, allowed: allowedFor(spec) });
  }
  return { params, issues };
}

function unknownParam(
  key: string,
  specs: readonly ParamSpec[],
  meant: readonly ParamSpec[],
  kind: DataKind,
  owner: string,
): { message: string; allowed: string } {
  const keys = meant.map((spec) => spec.key);
  const allowed = keys.join(', ') || 'none';
  const other = specs.find((spec) => spec.key === key);
  if (other?.onlyFor !== undefined) {
    const kinds = kindsOf(other.onlyFor).join(' and ');
    return { message: `${key} of ${owner} means something for ${kinds} only; this data is ${kind}.`, allowed };
  }
  const nearest = nearestName(key, keys);
  return { message: `${owner} has no param ${key}.${nearest === null ? '' : ` Did you mean ${nearest}?`}`, allowed };
}

function checkValue(spec: ParamSpec, value: ParamValue): { value: ParamValue } | { message: string } {
  const wanted = allowedFor(spec);
  const refusal = { message: `${spec.key} is ${show(value)}; it takes ${spec.type === 'choice' ? 'one of ' : ''}${wanted}.` };
  switch (spec.type) {
    case 'boolean':
      return typeof value === 'boolean' ? { value } : refusal;
    case 'path':
      return typeof value === 'boolean' ? refusal : { value: String(value) };
    case 'choice': {
      // YAML and `--set` read the choice 28 as a number.
      const chosen = spec.choices?.find((choice) => choice.value === String(value));
      return chosen === undefined ? refusal : { value: chosen.value };
    }
    case 'integer':
    case 'number':
      return typeof value === 'number' && isInRange(spec, value) ? { value } : refusal;
  }
}

function isInRange(spec: ParamSpec, value: number): boolean {
  if (!Number.isFinite(value) || (spec.type === 'integer' && !Number.isSafeInteger(value))) return false;
  if (spec.min !== undefined && (spec.minExclusive ? value <= spec.min : value < spec.min)) return false;
  return spec.max === undefined || value <= spec.max;
}

function show(value: ParamValue): string {
  return typeof value === 'string' ? `"${value}"` : String(value);
}
