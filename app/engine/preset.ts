import type { ParamSource, ParamValue, PresetPair } from '../../shared/params.ts';

/** One default that both presets share. */
export function inBothPresets(value: ParamValue, kind: ParamSource['kind'], text: string): PresetPair {
  return { small: { value, source: { kind, text } }, paper: { value, source: { kind, text } } };
}
