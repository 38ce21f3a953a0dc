import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Run } from '../../shared/run.ts';
import type { OpenedGenerator } from '../../shared/api/latents.ts';
import { readSafetensors, writeSafetensors } from '../../shared/safetensors.ts';
import type { RunDetail } from '../../shared/api/runs.ts';
import { drawLatents } from '../../app/engine/latent-parts.ts';
import { recipes } from '../../app/engine/recipes/index.ts';
import { seededRandom } from '../../app/engine/random.ts';
import { writeNpz } from '../../app/exporters/numpy/write-npz.ts';
import { tinyInput } from '../../app/tiny-recipes.ts';
import type { Interop } from '../interop.ts';
import { askStudio, startStudio } from '../studio-process.ts';

const script = join(import.meta.dirname, 'model_py.py');
const examples = 6;
/** As small as they come, and where pictures may be made by convolutions, so too. */
const members = recipes.flatMap(({ name, accepts, params }) =>
  accepts.flatMap((kind) => {
    const choices = params.find(({ key }) => key === 'architecture')?.choices ?? [];
    const isConvolved = kind !== 'points' && choices.some(({ value }) => value === 'convolutional');
    return [{}, ...(isConvolved ? [{ architecture: 'convolutional' }] : [])].map((changes) => ({ name, kind, changes }));
  }),
);

/** What Ganymede draws from a checkpoint, and what model.py draws in PyTorch from the same latents. */
export const modelPy: Interop = {
  name: 'model.py',
  about: 'every recipe trained a few steps, exported, and drawn from again in PyTorch; weights read by safetensors and NumPy',
  packages: ['torch', 'numpy', 'safetensors'],
  async run(python, print) {
    const folder = mkdtempSync(join(tmpdir(), 'ganymede-interop-'));
    const studio = await startStudio({ workspace: join(folder, 'workspace') });
    const reader = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
    const answers = createInterface(reader.stdout)[Symbol.asyncIterator]();
    let failed = 0;
    try {
      const queued: { name: string; kind: string; id: string }[] = [];
      for (const { name, kind, changes } of members) {
        const tiny = tinyInput(name, kind);
        const config = { ...tiny, params: { ...tiny.params, ...changes }, steps: 3, backend: 'wasm' };
        queued.push({
          name: [name, ...Object.values(changes)].join(' '),
          kind,
          id: (await askStudio<Run>(studio.address, '/api/runs', { config })).id,
        });
      }
      for (const { name, kind, id } of queued) {
        const own = join(folder, id);
        mkdirSync(own);
        try {
          await ended(studio.address, id);
          const missing = await exported(studio.address, id, own);
          await drawn(studio.address, id, own);
          reader.stdin.write(`${own}\n`);
          const { ok, sentence } = JSON.parse((await answers.next()).value ?? '{"ok":false,"sentence":"Python ended"}');
          failed += ok ? 0 : 1;
          print(`${ok ? 'agrees ' : 'DIFFERS'} ${name} on ${kind}: ${sentence}${missing}`);
        } catch (error) {
          failed += 1;
          print(`DIFFERS ${name} on ${kind}: ${error}`);
        }
      }
    } finally {
      reader.stdin.end();
      await studio.stop();
      rmSync(folder, { recursive: true, force: true });
    }
    return failed;
  },
};

/** Weights in both formats with a model.py beside them, or the sentence that says why there is none. */
async function exported(address: string, id: string, folder: string): Promise<string> {
  const asked = { runs: [id], layout: 'torch', optimizer: true };
  for (const to of ['safetensors', 'npz'])
    writeFileSync(join(folder, `model.${to}`), await bytesOf(address, '/api/exports', JSON.stringify({ ...asked, to })));
  try {
    writeFileSync(join(folder, 'model.py'), await bytesOf(address, '/api/exports', JSON.stringify({ ...asked, to: 'model' })));
    return '';
  } catch (error) {
    if (!/no layer like/.test(String(error))) throw error;
    return `; ${/PyTorch has no layer like [\w-]+/.exec(String(error))}`;
  }
}

/** Six examples with what they were made of, where the recipe makes any. */
async function drawn(address: string, id: string, folder: string): Promise<void> {
  const { checkpoints } = await askStudio<RunDetail>(address, `/api/runs/${id}`);
  const path = `/api/checkpoints/${checkpoints.at(-1)!.id}`;
  const opened = await askStudio<OpenedGenerator>(address, `${path}/open`, {}).catch((error) => {
    if (/makes nothing from latents/.test(String(error))) return null;
    throw error;
  });
  if (opened === null) return;
  const latents = { shape: [examples, opened.latentSize], data: drawLatents(seededRandom(1), opened, examples) };
  const labels = { shape: [examples], data: Int32Array.from({ length: examples }, (_, at) => at % (opened.classes ?? 1)) };
  const body = writeSafetensors(opened.classes === null ? { latents } : { latents, labels });
  const { tensors } = readSafetensors(await bytesOf(address, `${path}/generate?exact=true`, body));
  writeFileSync(join(folder, 'drawn.npz'), writeNpz({ ...tensors, latents }));
}

async function bytesOf(address: string, path: string, body: string | Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const url = new URL(address);
  const type = typeof body === 'string' ? 'application/json' : 'application/octet-stream';
  const headers = { authorization: `Bearer ${url.searchParams.get('token')}`, 'content-type': type };
  const response = await fetch(new URL(path, url.origin), { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`${path} was refused: ${await response.text()}`);
  return response.bytes();
}

async function ended(address: string, id: string): Promise<void> {
  for (;;) {
    const { run } = await askStudio<RunDetail>(address, `/api/runs/${id}`);
    if (run.status === 'finished') return;
    if (!['queued', 'starting', 'running'].includes(run.status)) throw new Error(`The run is ${run.status}: ${run.sentence}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
