import type { ForkRun } from '../../shared/api/runs.ts';
import { StudioError } from '../../shared/errors.ts';
import type { ParamValue } from '../../shared/params.ts';
import type { ConfigInput } from '../../shared/run-config.ts';
import type { Run } from '../../shared/run.ts';

/** The parent's config with `set`'s dotted keys changed; the result is still to be resolved. @throws StudioError invalid */
export function forkConfig(parent: Run, step: number, { set = {}, name }: ForkRun): ConfigInput {
  const config: Record<string, unknown> = structuredClone(parent.config);
  for (const [path, value] of Object.entries(set)) setAt(config, path, value);
  config.name = name ?? `${parent.name} (fork at ${step})`;
  if (typeof config.steps === 'number' && config.steps <= step) {
    const message = `The fork begins at step ${step}, so its steps must be more than that; they are ${config.steps}.`;
    throw new StudioError('invalid', message, { issues: [{ path: 'steps', message, allowed: `more than ${step}` }] });
  }
  return config as ConfigInput;
}

function setAt(config: Record<string, unknown>, path: string, value: ParamValue): void {
  const keys = path.split('.');
  let at = config;
  for (const key of keys.slice(0, -1)) {
    const inner = Object.hasOwn(at, key) ? at[key] : undefined;
    if (typeof inner !== 'object' || inner === null) {
      const message = `The config has no ${path} to change.`;
      throw new StudioError('invalid', message, { issues: [{ path, message }] });
    }
    at = inner as Record<string, unknown>;
  }
  at[keys.at(-1)!] = value;
}
