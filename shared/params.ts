/**
 * Knobs, declared once. A recipe and a dataset each list their ParamSpecs; the form, validation, storage,
 * `--set key=value`, the config difference and the contract test all come from the list.
 */
export type ParamValue = number | string | boolean;
export type Params = Record<string, ParamValue>;
/**
 * points: rows of one or two numbers · pictures · pairs: a picture and the one it is made from · domains: two sets of examples
 * without pairing · captions: pictures with a sentence each · voxels: solids in a cube · sound: waves of fixed length
 */
export const dataKinds = ['points', 'pictures', 'pairs', 'domains', 'captions', 'voxels', 'sound'] as const;
export type DataKind = (typeof dataKinds)[number];
export type PresetName = 'small' | 'paper';
export type ParamGroup = 'data' | 'networks' | 'game' | 'schedule';

/** Where a default comes from, shown beside it in the form. */
export interface ParamSource {
  kind: 'paper' | 'code' | 'ours';
  /** Short, such as "arXiv:1704.00028, Algorithm 1" or "measured: W1 ≤ .2 in 4000 steps". */
  text: string;
}
export interface PresetValue {
  value: ParamValue;
  source: ParamSource;
}
export type PresetPair = Record<PresetName, PresetValue>;

export interface ParamSpec {
  /** Unique within its owner; camelCase, such as `criticSteps`. */
  key: string;
  label: string;
  group: ParamGroup;
  /** One line a student understands. */
  help: string;
  type: 'number' | 'integer' | 'boolean' | 'choice' | 'path';
  unit?: string;
  min?: number;
  max?: number;
  /** True where `min` itself is not allowed (learning rates). */
  minExclusive?: boolean;
  scale?: 'linear' | 'log';
  choices?: { value: string; label: string; help?: string }[];
  presets: PresetPair;
  /** The key under which an older config, which lacks this one, had what it says. */
  formerly?: string;
  /** What a config meant that was stored before there was this key. */
  lacking?: ParamValue;
  /** Other defaults for one kind of data. */
  presetsFor?: Partial<Record<DataKind, PresetPair>>;
  /** Set where the knob means something for these kinds of data only; it is left out of the config otherwise. */
  onlyFor?: DataKind | readonly DataKind[];
}
