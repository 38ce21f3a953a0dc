import type { ForkRun } from '../../shared/api/runs.ts';
import { setByPath } from '../../shared/config-paths.ts';
import { StudioError } from '../../shared/errors.ts';
import type { ConfigInput } from '../../shared/run-config.ts';
import { shownPlainly } from '../../shared/run-name.ts';
import type { Run } from '../../shared/run.ts';

/** The parent's config with `set`'s dotted keys changed; the result is still to be resolved. @throws StudioError invalid */
export function forkConfig(parent: Run, step: number, { set = {}, name }: ForkRun): ConfigInput {
  const named = { ...parent.config, name: name ?? shownPlainly(`${parent.name} (fork at ${step})`) };
  const config = Object.entries(set).reduce<Record<string, unknown>>((changed, [path, value]) => setByPath(changed, path, value), named);
  if (typeof config.steps === 'number' && config.steps <= step) {
    const message = `The fork begins at step ${step}, so its steps must be more than that; they are ${config.steps}.`;
    throw new StudioError('invalid', message, { issues: [{ path: 'steps', message, allowed: `more than ${step}` }] });
  }
  return config as ConfigInput;
}
