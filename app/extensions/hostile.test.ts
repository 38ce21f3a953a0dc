import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Extension } from '../../shared/extension.ts';
import { launchNode } from '../runs/launch-node.ts';
import { openStudio } from '../studio.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const mark = join(folder, 'it-ran');

/** What each would do at import; all would leave a mark, and a confined reader can't. */
const fs = `process.getBuiltinModule('node:fs')`;
const leaves = `try { ${fs}.writeFileSync(${JSON.stringify(mark)}, 'ran'); } catch {}\n`;
const hostile: Record<string, string> = {
  'reads-a-file': `${leaves}throw new Error(${fs}.readFileSync('/etc/passwd', 'utf8'));\n`,
  'starts-a-process': `${leaves}process.getBuiltinModule('node:child_process').execFileSync('true');\n`,
  'never-ends': `${leaves}for (;;);\n`,
  throws: `${leaves}throw new Error('boo');\n`,
  'exhausts-memory': `${leaves}const all = []; for (;;) all.push(new Array(1e6).fill(all.length));\n`,
  pollutes: `${leaves}Object.prototype.entries = null; Object.prototype.polluted = true; Array.prototype.map = () => [];\n`,
};

test('none of another’s files runs until it is trusted; trusted, each ends no process but its own', async () => {
  const workspace = join(folder, 'workspace');
  mkdirSync(join(workspace, 'extensions'), { recursive: true });
  for (const [name, text] of Object.entries(hostile)) writeFileSync(join(workspace, 'extensions', `${name}.ts`), text);
  const extensions = { trustFolder: join(folder, 'trusted'), patience: 5000 };
  const studio = openStudio({ workspace, extensions, launchTrainer: launchNode({ version: 'test' }) });
  const ask = async (method: string, path: string, body?: object) => {
    const response = await studio.fetch(
      new Request(`http://studio${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    );
    return (await response.json()) as { extensions: Extension[]; extension: Extension; recipes: object[] };
  };
  const { extensions: found } = await ask('GET', '/api/extensions');
  expect(found.map(({ name, offers }) => [name, offers])).toEqual(
    Object.keys(hostile)
      .toSorted()
      .map((name) => [name, []]),
  );
  const ours = (await ask('GET', '/api/catalogue')).recipes.length;
  await ask('GET', '/api/extensions/pollutes');
  expect(existsSync(mark)).toBe(false);

  for (const { name, sha256 } of found) {
    const { extension } = await ask('POST', '/api/extensions/trust', { sha256 });
    expect(extension, name).toMatchObject({ state: 'failing', offers: [] });
    expect(JSON.stringify(extension.problems), name).not.toContain('root:');
  }
  expect(existsSync(mark), 'a confined reader writes nothing').toBe(false);
  expect('polluted' in {}).toBe(false);
  expect((await ask('GET', '/api/catalogue')).recipes).toHaveLength(ours);
  await studio.close();
});
