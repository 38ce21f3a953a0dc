import type { ParamSpec } from '../../../shared/params.ts';
import { both, ours } from '../param.ts';

/** Where on the user's disk a dataset lies. */
export function pathParam(help: string): ParamSpec {
  return { key: 'path', label: 'Path', group: 'data', help, type: 'path', presets: both(ours('', 'yours to choose')) };
}

/** A second place on the disk, which may be left empty. */
export function alsoPathParam(names: { key: string; label: string; help: string }): ParamSpec {
  return { ...names, group: 'data', type: 'path', presets: both(ours('', 'empty: all lies at the first path')) };
}
