import { Hono } from 'hono';
import { z } from 'zod';
import type { OpenedGenerator } from '../../shared/api/latents.ts';
import { StudioError } from '../../shared/errors.ts';
import type { NamedTensor } from '../../shared/measurement.ts';
import { readSafetensors, writeSafetensors } from '../../shared/safetensors.ts';
import { readBytes, readQuery } from './body.ts';
import { numberOf, runOf, type Parts } from './parts.ts';
import { attachment, binary, json, safetensorsType } from './responses.ts';

const bodyLimit = 16_000_000;
const askFile = z.object({ layout: z.enum(['tfjs', 'torch', 'pytorch']).default('tfjs') });
const askGenerate = z.object({ newest: z.string().max(100).optional(), exact: z.stringbool().default(false) });

/** The routes of shared/api/latents.ts under /api/checkpoints. */
export function checkpointRoutes(parts: Parts): Hono {
  const open = openedGenerators(parts);
  const routes = new Hono();

  routes.post('/:id/open', async ({ req }) => json(await open(numberOf(req.param('id'), 'checkpoint'))));

  routes.post('/:id/generate', async ({ req }) => {
    const checkpoint = numberOf(req.param('id'), 'checkpoint');
    const { newest, exact } = readQuery(req.raw, askGenerate);
    const { tensors } = readSafetensors(await readBytes(req.raw, bodyLimit));
    const generator = await open(checkpoint);
    const latents = checkLatents(tensors.latents, generator);
    const question = {
      kind: 'generate',
      generator: nameOf(checkpoint),
      latents,
      labels: checkLabels(tensors.labels, latents),
      exact,
    } as const;
    const answer = await parts.runs.ask(question, { signal: req.raw.signal, ...(newest === undefined ? {} : { newest }) });
    return binary(writeSafetensors(answer.tensors), safetensorsType, { 'x-milliseconds': answer.milliseconds.toFixed(2) });
  });

  routes.get('/:id/encoded', async ({ req }) => {
    const checkpoint = numberOf(req.param('id'), 'checkpoint');
    await open(checkpoint);
    const { tensors } = await parts.runs.ask({ kind: 'encode', generator: nameOf(checkpoint) });
    return binary(writeSafetensors(tensors), safetensorsType);
  });

  routes.get('/:id/file', async ({ req }) => {
    const { layout } = readQuery(req.raw, askFile);
    const { run, step } = checkpointOf(parts, numberOf(req.param('id'), 'checkpoint'));
    return attachment(await parts.exportFile({ to: 'safetensors', runs: [run], step, layout }));
  });

  return routes;
}

/** Opens each checkpoint once; what could not be opened is tried again when asked again. The workbench keeps a few of them warm. */
function openedGenerators(parts: Parts): (checkpoint: number) => Promise<OpenedGenerator> {
  const opened = new Map<number, Promise<OpenedGenerator>>();

  return async (id) => {
    const checkpoint = checkpointOf(parts, id);
    const known = opened.get(id) ?? openGenerator(parts, checkpoint);
    opened.set(id, known);
    try {
      return await known;
    } catch (error) {
      opened.delete(id);
      throw error;
    }
  };
}

async function openGenerator(parts: Parts, checkpoint: ReturnType<typeof checkpointOf>): Promise<OpenedGenerator> {
  const { id } = checkpoint;
  const { config } = runOf(parts, checkpoint.run);
  const {
    latentSize,
    parts: latentParts,
    classes,
    conditions,
    encodes,
    output,
  } = await parts.runs
    .ask({
      kind: 'open',
      generator: nameOf(id),
      checkpoint: checkpoint.file,
      sha256: checkpoint.sha256,
      config,
    })
    .catch(async (error) => {
      const isUnread = error instanceof StudioError && (error.code === 'damaged' || error.code === 'not-found');
      // Says which other one is whole.
      if (isUnread) await parts.runs.wholeCheckpoint(checkpoint.run, checkpoint.step);
      throw error;
    });
  const latentKind = config.params.latentKind === 'uniform' ? 'uniform' : 'normal';
  const { run, step } = checkpoint;
  return { checkpoint: id, run, step, latentSize, latentKind, parts: latentParts, classes, conditions, encodes, output };
}

function checkpointOf({ store }: Parts, id: number) {
  const checkpoint = store.checkpoints.get(id);
  if (checkpoint === null) throw new StudioError('not-found', `There is no checkpoint ${id} in this workspace; it may have been pruned.`);
  return checkpoint;
}

function checkLatents(latents: unknown, { latentSize, checkpoint }: OpenedGenerator): NamedTensor {
  const tensor = latents as NamedTensor | undefined;
  if (tensor?.data instanceof Float32Array && tensor.shape.length === 2 && tensor.shape[0] > 0 && tensor.shape[1] === latentSize)
    return tensor;
  const given = tensor === undefined ? 'nothing' : `a tensor of shape [${tensor.shape}]`;
  throw new StudioError(
    'invalid',
    `Checkpoint ${checkpoint} makes its output from "latents" [n,${latentSize}] of float32, and got ${given}.`,
  );
}

function checkLabels(labels: unknown, latents: NamedTensor): Int32Array | null {
  if (labels === undefined) return null;
  const { data } = labels as { data: unknown };
  if (data instanceof Int32Array && data.length === latents.shape[0]) return data;
  throw new StudioError('invalid', `"labels" is one int32 for each of the ${latents.shape[0]} latents.`);
}

function nameOf(checkpoint: number): string {
  return `checkpoint-${checkpoint}`;
}
