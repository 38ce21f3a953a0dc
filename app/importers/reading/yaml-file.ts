import { readFileSync, statSync } from 'node:fs';
import { parse } from 'yaml';
import { flatParams } from '../../../shared/flat-params.ts';
import type { Params } from '../../../shared/params.ts';

const longest = 1 << 20;

/** What a YAML file says that a tool wrote, with tags such as !!python/tuple as what they hold; undefined where none can be read. */
export function readYaml(file: string): unknown {
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found?.isFile() || found.size > longest) return undefined;
    return parse(readFileSync(file, 'utf8'), { logLevel: 'silent', maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

/** As params; null where there are none. Its anchors may lead in circles. */
export function paramsInYaml(file: string): Params | null {
  const said = readYaml(file);
  try {
    return said === undefined ? null : flatParams(said);
  } catch {
    return null;
  }
}
