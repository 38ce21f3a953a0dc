import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import { type Latent, walk, type WalkPath } from '../../../shared/latent.ts';
import { oneAfterAnother, writeWav } from '../../../shared/wav.ts';
import { runDetail } from '../../api-client.ts';
import { queryClient } from '../../queries.ts';
import { runColor, type Scheme } from '../../theme.ts';
import { saveFile } from '../../ui/save-file.ts';
import { pointPictures, pointsOf, saveSvg, trailSvg } from './export-points.ts';
import { type Pictures, picturesOf, saveWalk } from './export-walk.ts';
import { askFor, cloudOf } from './use-generators.ts';
import { frameCount, framesBetween } from './walk-stage.tsx';

export type WalkForm = 'gif' | 'strip' | 'svg' | 'wav';
export interface Walk {
  generators: OpenedGenerator[];
  path: WalkPath;
  pinKey: string;
  latents: Latent[];
  label: number;
  scheme: Scheme;
}
const stripLength = 12;
const pointSides = { gif: 240, strip: 120 } as const;

/** The same walk through every checkpoint; those that take latents of another size or make another kind are left out. */
export async function exportWalk(form: WalkForm, { generators, path, pinKey, latents, label, scheme }: Walk): Promise<void> {
  const first = generators[0];
  const size = latents[0]?.length;
  const fitting = generators.filter((generator) => generator.latentSize === size && shapeOf(generator) === shapeOf(first));
  const frames = frameCount(latents.length);
  const count = form === 'strip' ? stripLength : frames;
  const along = (places: number) =>
    Array.from({ length: places }, (_, i) => walk(latents, path, (i / (places - 1)) * (latents.length - 1)));
  const name = `walk-${pinKey.replaceAll(',', '-')}`;
  if (form === 'svg') {
    for (const generator of fitting) {
      const drawing = trailSvg(await pointsOf(generator, along(frames), label), framesBetween, await lookOf(generator, label, scheme));
      saveSvg(drawing, `${name}-${generator.checkpoint}.svg`);
    }
    return;
  }
  if (form === 'wav') {
    for (const generator of fitting) {
      if (generator.output.kind !== 'sound') continue;
      const { waves } = (await askFor(generator, along(stripLength), label)).tensors;
      const wave = oneAfterAnother({ shape: waves.shape, data: Float32Array.from(waves.data) }, generator.output.rate);
      saveFile(new Blob([writeWav(wave, generator.output.rate)], { type: 'audio/wav' }), `${name}-${generator.checkpoint}.wav`);
    }
    return;
  }
  const sets: Pictures[] = [];
  for (const generator of fitting) {
    if (generator.output.kind !== 'points') sets.push(await picturesOf(generator, along(count), label, scheme));
    else
      sets.push(
        pointPictures(await pointsOf(generator, along(frames), label), count, await lookOf(generator, label, scheme), pointSides[form]),
      );
  }
  await saveWalk(form, sets, name);
}

async function lookOf(generator: OpenedGenerator, label: number, scheme: Scheme) {
  const detail = await queryClient.ensureQueryData({ queryKey: ['run', generator.run], queryFn: () => runDetail(generator.run) });
  const { tensors } = await queryClient.ensureQueryData(cloudOf(generator, label));
  return { cloud: tensors.points, color: runColor(detail.run.color, scheme), scheme };
}

function shapeOf({ output }: OpenedGenerator): string {
  return output.kind === 'pictures' ? `pictures ${output.size}` : output.kind;
}
