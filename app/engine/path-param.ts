import type { ParamSpec } from '../../shared/params.ts';
import { both, ours } from './param.ts';

/** Where on the user's disk a dataset lies. */
export function pathParam(help: string): ParamSpec {
  return { key: 'path', label: 'Path', group: 'data', help, type: 'path', presets: both(ours('', 'yours to choose')) };
}
