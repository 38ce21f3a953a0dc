import { Hono } from 'hono';
import { z } from 'zod';
import type { SampleEntry } from '../../shared/api/measurements.ts';
import { StudioError } from '../../shared/errors.ts';
import type { NamedTensor } from '../../shared/measurement.ts';
import { gridOf } from '../../shared/picture-grid.ts';
import { readSafetensors } from '../../shared/safetensors.ts';
import { readQuery } from './body.ts';
import { numberOf, runOf, type Parts } from './parts.ts';
import { toPng } from './pictures.ts';
import { immutable, json, safetensorsType } from './responses.ts';

const askSamples = z.object({ probe: z.string().optional() });
const askPicture = z.object({
  columns: z.coerce.number().int().min(1).max(200).optional(),
  scale: z.coerce.number().int().min(1).max(16).default(1),
  /** At most so many of its pictures. */
  count: z.coerce.number().int().min(1).max(10_000).optional(),
});

/** GET /api/runs/:id/samples of shared/api/measurements.ts. */
export function runSampleRoutes(parts: Parts): Hono {
  const routes = new Hono();
  routes.get('/:id/samples', ({ req }) => {
    const { probe } = readQuery(req.raw, askSamples);
    return json(parts.store.samples.list(runOf(parts, req.param('id')).id, probe));
  });
  return routes;
}

/** GET /api/samples/:id and its picture. */
export function sampleRoutes(parts: Parts): Hono {
  const { store } = parts;
  const routes = new Hono();
  routes.get('/:id', ({ req }) => {
    const sample = sampleOf(parts, req.param('id'));
    return immutable(req.raw, sample.object, () => ({ bytes: store.samples.read(sample.id), type: safetensorsType }));
  });
  routes.get('/:id/picture.png', ({ req }) => {
    const { columns, scale, count } = readQuery(req.raw, askPicture);
    const sample = sampleOf(parts, req.param('id'));
    const tag = `${sample.object}-${columns ?? 'auto'}-${scale}-${count ?? 'all'}`;
    return immutable(req.raw, tag, () => {
      const pixels = pixelsOf(store.samples.read(sample.id), sample, count);
      return { bytes: toPng(gridOf(pixels, columns ?? Math.ceil(Math.sqrt(pixels.shape[0])), { scale })), type: 'image/png' };
    });
  });
  return routes;
}

function sampleOf({ store }: Parts, reference: string): SampleEntry {
  const sample = store.samples.get(numberOf(reference, 'sample'));
  if (sample === null) throw new StudioError('not-found', `There is no sample ${reference} in this workspace.`);
  return sample;
}

function pixelsOf(bytes: Uint8Array, sample: SampleEntry, count: number | undefined): NamedTensor {
  const { pixels } = readSafetensors(bytes).tensors;
  if (pixels?.shape.length !== 4) {
    throw new StudioError('invalid', `Sample ${sample.id} is of kind ${sample.kind}; only pictures can be had as a PNG.`);
  }
  const [n, ...shape] = pixels.shape;
  const shown = Math.min(n, count ?? n);
  return { shape: [shown, ...shape], data: pixels.data.slice(0, (pixels.data.length / n) * shown) } as NamedTensor;
}
