import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import type { RunDetail } from '../../../shared/api/runs.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { NamedTensor } from '../../../shared/measurement.ts';
import { readSafetensors, writeSafetensors, type WireTensor } from '../../../shared/safetensors.ts';
import { oneAfterAnother, writeWav } from '../../../shared/wav.ts';
import { drawLatents } from '../../engine/latent-parts.ts';
import { seededRandom } from '../../engine/random.ts';
import { writeNpy, writeNpz } from '../../exporters/numpy/write-npz.ts';
import { runPath } from '../asker.ts';
import { misuse, type Command } from '../command.ts';
import { openDoor, type Door } from '../door.ts';
import { writeOut } from '../write-out.ts';

const atOnce = 256;
const most = 100_000;

export const sample: Command = {
  name: 'sample',
  usage: 'RUN --count N --out PATH.png|.wav|.npz|.npy|.safetensors',
  purpose:
    'Draws fresh samples from a checkpoint: a picture grid, sounds one after another, or the numbers with the latents that made them.',
  operands: ['RUN'],
  options: {
    count: { type: 'string', help: 'how many (64)' },
    out: { type: 'string', help: 'the file; its ending says the format' },
    step: { type: 'string', help: 'the step of the checkpoint (the last one)' },
    seed: { type: 'string', help: 'of the latents (1)' },
    bytes: {
      type: 'boolean',
      help: 'npz, npy, safetensors: pictures and solids as bytes from 0 to 255, not as float32 in the data’s own range',
    },
    label: { type: 'string', help: 'the class, where the data has classes (each in turn)' },
  },
  async run({ operands, workspace, output, text, whole, flag }) {
    const out = text('out') ?? '';
    const ending = /\.(png|wav|npz|npy|safetensors)$/.exec(out)?.[1];
    if (ending === undefined) throw misuse(sample, '--out takes a path that ends in .png, .wav, .npz, .npy or .safetensors');
    const [count, seed, label, step] = [whole('count', 1) ?? 64, whole('seed') ?? 1, whole('label'), whole('step')];
    if (count > most)
      throw misuse(sample, `--count is ${count}; it takes at most ${most}: samples are held in memory until they are written`);
    const door = await openDoor(workspace, output);
    try {
      const detail = await door.json<RunDetail>('GET', runPath(operands[0]));
      const generator = await openGenerator(door, detail, step);
      const tensors = await draw(door, generator, { count, seed, label, exact: ending !== 'png' && !flag('bytes') });
      await writeOut(out, [await encode(door, ending, tensors, generator.output)]);
      const { checkpoint, step: at } = generator;
      output.result({ path: out, count, seed, checkpoint, step: at }, `${out}: ${count} samples of #${detail.run.number} at step ${at}`);
      return 0;
    } finally {
      await door.close();
    }
  },
};

async function openGenerator(door: Door, { run, checkpoints }: RunDetail, step: number | undefined): Promise<OpenedGenerator> {
  const steps = checkpoints.map((checkpoint) => checkpoint.step).sort((a, b) => a - b);
  const wanted = step ?? steps.at(-1);
  const checkpoint = checkpoints.find((candidate) => candidate.step === wanted);
  if (checkpoint !== undefined) return door.json<OpenedGenerator>('POST', `/api/checkpoints/${checkpoint.id}/open`);
  const there = steps.length === 0 ? 'It has none yet.' : `There are checkpoints at ${steps.join(', ')}.`;
  throw new StudioError(
    'not-found',
    `#${run.number} ${run.name} has no checkpoint${step === undefined ? '' : ` at step ${step}`}. ${there}`,
  );
}

/** Latents are drawn one after another from the seed: more of them begin with the same ones. */
async function draw(
  door: Door,
  generator: OpenedGenerator,
  { count, seed, label, exact }: { count: number; seed: number; label: number | undefined; exact: boolean },
) {
  const { latentSize, classes, checkpoint } = generator;
  const random = seededRandom(seed);
  const latents = drawLatents(random, generator, count);
  const labels = classes === null ? null : Int32Array.from({ length: count }, (_, at) => label ?? at % classes);
  const parts: Record<string, WireTensor>[] = [];
  for (let from = 0; from < count; from += atOnce) {
    const to = Math.min(count, from + atOnce);
    const asked: Record<string, WireTensor> = {
      latents: { shape: [to - from, latentSize], data: latents.slice(from * latentSize, to * latentSize) },
    };
    if (labels !== null) asked.labels = { shape: [to - from], data: labels.slice(from, to) };
    const { bytes } = await door.bytes('POST', `/api/checkpoints/${checkpoint}/generate?exact=${exact}`, writeSafetensors(asked));
    parts.push(readSafetensors(bytes).tensors);
  }
  const tensors: Record<string, WireTensor> = { latents: { shape: [count, latentSize], data: latents } };
  if (labels !== null) tensors.labels = { shape: [count], data: labels };
  for (const name of Object.keys(parts[0])) tensors[name] = joined(parts.map((part) => part[name]));
  return tensors;
}

function joined(parts: WireTensor[]): WireTensor {
  const size = parts.reduce((sum, { data }) => sum + data.length, 0);
  const data = parts[0].data instanceof Uint8Array ? new Uint8Array(size) : new Float32Array(size);
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return { shape: [parts.reduce((sum, { shape }) => sum + shape[0], 0), ...parts[0].shape.slice(1)], data };
}

async function encode(
  door: Door,
  ending: string,
  tensors: Record<string, WireTensor>,
  output: OpenedGenerator['output'],
): Promise<Uint8Array> {
  if (ending === 'npz') return writeNpz(tensors);
  if (ending === 'npy') return writeNpy(tensors.pixels ?? tensors.voxels ?? tensors.waves ?? tensors.points);
  if (ending === 'safetensors') return writeSafetensors(tensors);
  if (ending === 'wav') {
    const waves = tensors.waves as NamedTensor | undefined;
    if (waves === undefined || output.kind !== 'sound')
      throw new StudioError('invalid', `This run makes ${output.kind}, not sound. Write them to a .npz or .safetensors file.`);
    return writeWav(oneAfterAnother(waves, output.rate), output.rate);
  }
  const pixels = tensors.pixels as NamedTensor | undefined;
  if (pixels === undefined)
    throw new StudioError('invalid', `This run makes ${output.kind}, not pictures. Write them to a .npz or .safetensors file.`);
  const columns = Math.ceil(Math.sqrt(pixels.shape[0]));
  return (await door.bytes('POST', `/api/pictures/strip?columns=${columns}`, writeSafetensors({ pixels }))).bytes;
}
