import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { ParamSpec } from '../../shared/params.ts';
import { allowedFor, presetOf, resolveParams, specsFor } from '../../shared/resolve-params.ts';
import { catalogue } from './catalogue.ts';

const { recipes, datasets, metrics, probes } = catalogue('1.0.0', []);

test('is plain data: what JSON keeps is all there is', () => {
  const whole = catalogue('1.0.0', [{ name: 'a', yaml: 'recipe: gan' }]);
  expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
});

test('loads without tfjs', () => {
  const script = `
    const { registerHooks } = await import('node:module');
    registerHooks({ resolve(name, context, next) {
      if (name.startsWith('@tensorflow')) throw new Error('asked for ' + name);
      return next(name, context);
    } });
    const { catalogue } = await import(${JSON.stringify(new URL('./catalogue.ts', import.meta.url).href)});
    process.stdout.write(String(catalogue('0', []).recipes.length));`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  expect(Number(printed)).toBe(recipes.length);
});

test('names are unique', () => {
  for (const entries of [recipes, datasets, metrics, probes]) {
    const names = entries.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  }
});

const owners: [string, ParamSpec[]][] = [...recipes, ...datasets].map(({ name, params }) => [name, params]);

test.each(owners)('the knobs of %s are whole', (owner, params) => {
  expect(new Set(params.map(({ key }) => key)).size).toBe(params.length);
  for (const kind of ['points', 'pictures'] as const) {
    for (const preset of ['small', 'paper'] as const) {
      const specs = specsFor(params, kind);
      const given = Object.fromEntries(specs.map((spec) => [spec.key, presetOf(spec, kind, preset).value]));
      const { params: resolved, issues } = resolveParams({ specs, given, kind, preset, prefix: 'params', owner });
      expect(issues).toEqual([]);
      expect(resolved).toEqual(given);
      for (const spec of specs) {
        expect(presetOf(spec, kind, preset).source.text, spec.key).not.toBe('');
        expect(spec.help, spec.key).toMatch(/\.$/);
        expect(allowedFor(spec)).not.toBe('');
      }
    }
  }
});
