import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Extension } from '../../shared/extension.ts';
import type { Run } from '../../shared/run.ts';
import { launchNode } from '../runs/launch-node.ts';
import { openStudio, type Studio } from '../studio.ts';

const folders: string[] = [];
const temporary = (name: string) => {
  const folder = mkdtempSync(join(tmpdir(), `ganymede-${name}-`));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function open({ workspace = temporary('own'), trustFolder = temporary('trust'), patience = 20_000 } = {}) {
  const extensions = { trustFolder, patience };
  const studio = openStudio({ workspace, extensions, launchTrainer: launchNode({ version: 'test' }) });
  mkdirSync(join(workspace, 'extensions'), { recursive: true });
  const write = (file: string, text: string) => {
    writeFileSync(join(workspace, 'extensions', file), text);
    return join(workspace, 'extensions', file);
  };
  return { studio, workspace, trustFolder, write, ...asking(studio) };
}

function asking(studio: Studio) {
  const ask = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await studio.fetch(new Request(`http://studio${path}`, init));
    const answer = (await response.json()) as Answer & { sentence?: string };
    if (!response.ok) throw new Error(answer.sentence);
    return answer;
  };
  const list = async () => (await ask<{ extensions: Extension[] }>('GET', '/api/extensions')).extensions;
  const trust = async (name: string) => {
    const found = (await list()).find((one) => one.name === name)!;
    return (await ask<{ extension: Extension }>('POST', '/api/extensions/trust', { sha256: found.sha256 })).extension;
  };
  const ended = async (run: Run): Promise<Run> => {
    for (;;) {
      const { run: now } = await ask<{ run: Run }>('GET', `/api/runs/${run.id}`);
      if (['finished', 'failed', 'stopped', 'interrupted'].includes(now.status)) return now;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  return { ask, list, trust, ended };
}

const tiny = { recipe: 'my-gan', dataset: 'ring8', backend: 'cpu', steps: 4, params: { width: 4, batch: 4, criticSteps: 1 } };
const few = { metricsEvery: 0, distributionsEvery: 0, samplesEvery: 0, checkpointEvery: 2 };

describe('a recipe of one’s own', () => {
  it('is begun, trained, resumed with the text that its run keeps, forked with either, exported and drawn from', async () => {
    const { studio, write, ask, list, trust, ended } = open();
    const made = await ask<Extension>('POST', '/api/extensions', { kind: 'recipe', name: 'my-gan' });
    expect(made).toMatchObject({ name: 'my-gan', state: 'trusted', problems: [], offers: [{ kind: 'recipe', name: 'my-gan' }] });
    const first = made.sha256;
    const { recipes } = await ask<{ recipes: { name: string; extension?: object }[] }>('GET', '/api/catalogue');
    expect(recipes.find(({ name }) => name === 'my-gan')?.extension).toEqual({ name: 'my-gan', sha256: first });

    const run = await ask<Run>('POST', '/api/runs', { config: { ...tiny, recording: few } });
    const whole = await ended(run);
    expect(whole).toMatchObject({ status: 'finished', config: { extensions: { 'my-gan': first } } });

    const { text } = await ask<{ text: string }>('GET', '/api/extensions/my-gan');
    write('my-gan.ts', text.replace("sided: 'two'", "sided: 'one'"));
    expect(await list()).toMatchObject([{ state: 'changed', offers: [] }]);
    await expect(ask('POST', '/api/runs', { config: tiny })).rejects.toThrow(/my-gan.*not trusted since it was changed: ganymede trust/);

    // The kept text goes on, to the bit: a rule ends the second run early, and resuming it ends it again.
    const series = async (of: string) =>
      (await ask<{ series: { key: string }[] }>('GET', `/api/runs/${of}`)).series.filter(({ key }) => !key.startsWith('system/'));
    const stop = { series: 'loss/critic', is: 'below', value: 1e9, times: 2 };
    const early = await ended(await ask<Run>('POST', '/api/runs', { config: { ...whole.config, name: 'early', stop, steps: 4 } }));
    expect(early).toMatchObject({ status: 'finished', step: 2, config: { extensions: { 'my-gan': first } } });
    expect(await ended(await ask<Run>('POST', `/api/runs/${early.id}/resume`, {}))).toMatchObject({ status: 'finished', step: 3 });
    const again = await ended(await ask<Run>('POST', `/api/runs/${early.id}/fork`, { step: 3, set: { stop: 'null' } }));
    expect(await series(again.id)).toEqual(await series(run.id));

    await expect(ask('POST', `/api/runs/${run.id}/fork`, { set: { steps: 6, 'extensions.my-gan': 'now' } })).rejects.toThrow(/not trusted/);
    const second = (await trust('my-gan')).sha256;
    const kept = await ended(await ask<Run>('POST', `/api/runs/${run.id}/fork`, { set: { steps: 6 } }));
    const fresh = await ended(await ask<Run>('POST', `/api/runs/${run.id}/fork`, { set: { steps: 6, 'extensions.my-gan': 'now' } }));
    expect([kept.config.extensions, fresh.config.extensions]).toEqual([{ 'my-gan': first }, { 'my-gan': second }]);
    expect(await ask('GET', `/api/runs/${kept.id}/extensions`)).toMatchObject([
      { name: 'my-gan', sha256: first, text, isTrusted: true, now: second },
    ]);

    const { checkpoints } = await ask<{ checkpoints: { id: number }[] }>('GET', `/api/runs/${run.id}`);
    expect(await ask('POST', `/api/checkpoints/${checkpoints.at(-1)!.id}/open`, {})).toMatchObject({ latentSize: 16 });
    const exported = await studio.fetch(
      new Request('http://studio/api/exports', {
        method: 'POST',
        body: JSON.stringify({ to: 'model', runs: [run.id] }),
        headers: { 'content-type': 'application/json' },
      }),
    );
    expect(await exported.text()).toContain('class');
    await studio.close();
  });

  it('tells file and line of what it throws', async () => {
    const { studio, write, ask, trust, ended } = open();
    await ask('POST', '/api/extensions', { kind: 'recipe', name: 'my-gan' });
    const { text } = await ask<{ text: string }>('GET', '/api/extensions/my-gan');
    const broken = text.replace('penalty.mul(lambda)', 'penalty.mull(lambda)');
    const line = broken.split('\n').findIndex((one) => one.includes('mull')) + 1;
    write('my-gan.ts', broken);
    await trust('my-gan');
    const run = await ended(await ask<Run>('POST', '/api/runs', { config: tiny }));
    expect(run).toMatchObject({
      status: 'failed',
      sentence: expect.stringContaining(`in my-gan.ts, line ${line}: penalty.mull is not a function`),
    });
    await studio.close();
  });
});

describe('a file that can’t be used', () => {
  const untrusted: [string, string, object][] = [
    ['syntax', "import { both } from 'ganymede';\n\nexport default {,};\n", { kind: 'syntax', line: 3 }],
    [
      'an import of anything else',
      "import { readFileSync } from 'node:fs';\nexport default readFileSync;\n",
      { kind: 'load', line: 1, sentence: expect.stringContaining("imports 'ganymede' alone") },
    ],
  ];
  it.each(untrusted)('is told before it is trusted: %s', async (_, text, problem) => {
    const { studio, write, list } = open();
    write('broken.ts', text);
    expect(await list()).toMatchObject([{ state: 'failing', problems: [problem] }]);
    await studio.close();
  });

  const defined = (declaration: string) =>
    `import { defineDataset } from 'ganymede';\nexport default defineDataset(${declaration} as never);\n`;
  const trusted: [string, string, object][] = [
    [
      'throws',
      'const nothing: { a?: { b: number } } = {};\nexport const b = nothing.a!.b;\n',
      { line: 2, sentence: expect.stringContaining('undefined') },
    ],
    ['exports nothing', 'export default 3;\n', { sentence: expect.stringContaining('exports nothing that defineRecipe') }],
    [
      'declares a knob without a label',
      defined("{ name: 'd', title: 'D', kind: 'points', params: [{ key: 'a' }], open: () => ({}) }"),
      { kind: 'declaration', sentence: 'The dataset d: params.0.label is missing.' },
    ],
    [
      'takes a name of ours',
      defined("{ name: 'ring8', title: 'D', kind: 'points', open: () => ({}) }"),
      { kind: 'name', sentence: 'The dataset ring8 is one of Ganymede’s own; give yours another name.' },
    ],
    ['ends its process', 'process.exit(0);\n', { sentence: expect.stringContaining('process ended while it was loaded') }],
  ];
  it('is told once it is trusted, each with what is wrong', async () => {
    const { studio, write, trust, list } = open();
    for (const [at, [, text]] of trusted.entries()) write(`broken-${at}.ts`, text);
    await list();
    for (const [at, [what, , problem]] of trusted.entries()) {
      const found = await trust(`broken-${at}`);
      expect(found, what).toMatchObject({ state: 'failing', offers: [] });
      expect(found.problems[0], what).toMatchObject(problem);
    }
    await studio.close();
  });

  it('is ended where it does not end by itself', async () => {
    const { studio, write, trust } = open({ patience: 200 });
    write('endless.ts', 'for (;;);\n');
    const found = await trust('endless');
    expect(found).toMatchObject({ state: 'failing', problems: [{ sentence: expect.stringContaining('did not come to an end') }] });
    await studio.close();
  });
});
