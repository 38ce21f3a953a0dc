import { fork, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BackendName, backendNames } from '../shared/backend-choice.ts';
import { deviceWords } from '../shared/device-words.ts';
import { gamesOn } from './devices/games.ts';
import { measureBackend, threads } from './devices/one-backend.ts';
import type { Row, RunRow, TorchRow } from './devices/rows.ts';
import { devicesTable } from './devices/table.ts';
import { userPython } from './native/python.ts';
import { listGpus } from './trainer/gpus.ts';

const usage = `usage: devices [--seconds N] [--backend NAME …] [--note TEXT]
           measures every backend that is here, prints an object a line; the note is a sentence on what ran beside it
       devices --table ROWS.jsonl
           makes docs/DEVICES.md of such lines`;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    backend: { type: 'string', multiple: true },
    table: { type: 'string' },
    note: { type: 'string', default: '' },
    one: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const here = import.meta.dirname;
const seconds = Number(values.seconds);
/** Whatever hangs is ended after this long, and the rest goes on. */
const patience = 120_000 + 10_000 * seconds;

if (values.help || !(seconds > 0)) {
  process.stderr.write(`${usage}\n`);
  process.exit(values.help ? 0 : 2);
} else if (values.table !== undefined) {
  const lines = readFileSync(values.table, 'utf8').split('\n');
  process.stdout.write(`${devicesTable(lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row))}\n`);
} else if (values.one !== undefined) {
  // Not awaited: the packed bundle is CommonJS.
  void measureBackend(values.one as BackendName, seconds, (row) => void process.send?.(row)).then(() => process.exit(0));
} else void measureAll();

async function measureAll(): Promise<void> {
  const wanted = backendNames.filter((name) => values.backend?.includes(name) ?? true);
  const gpus = await listGpus();
  print({
    row: 'machine',
    date: new Date().toISOString(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    platform: `${platform()} ${release().split('-')[0]} ${process.arch}`,
    load: loadavg()[1],
    node: process.versions.node,
    gpus: gpus.map((gpu) => deviceWords({ ...gpu, choice: `cuda:${gpu.index}` })),
    torch: torchVersion(),
    note: values.note,
  });
  const compared = new Set<string>();
  for (const name of wanted) {
    const runs = (await measureApart(name)).filter((row): row is RunRow => row.row === 'run' && row.problem === null);
    const device = name === 'cuda' || name === 'webgpu' ? 'cuda' : 'cpu';
    if (runs.length === 0 || compared.has(device)) continue;
    compared.add(device);
    for (const row of torchRows(device, runs)) print(row);
  }
}

/** In a process of its own, so that a driver that falls or hangs takes nothing else down. */
function measureApart(name: BackendName): Promise<Row[]> {
  process.stderr.write(`${name} …\n`);
  return new Promise((done) => {
    const rows: Row[] = [];
    const child = fork(process.argv[1]!, ['--one', name, '--seconds', String(seconds)], { serialization: 'advanced', timeout: patience });
    child.on('message', (row: Row) => {
      rows.push(row);
      print(row);
    });
    child.on('close', (code, signal) => {
      if (code !== 0) print({ row: 'broken', what: name, sentence: signal ?? `exit code ${code}` });
      done(rows);
    });
  });
}

function torchVersion(): string | null {
  const { status, stdout } = spawnSync(userPython(), ['-c', 'import torch; print(torch.__version__)'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return status === 0 ? stdout.trim() : null;
}

/** The same networks and steps by PyTorch on the same kind of device; none where it is not there or can't. */
function torchRows(device: 'cuda' | 'cpu', runs: RunRow[]): TorchRow[] {
  const configs = gamesOn('auto', device === 'cuda');
  const games = runs.map((run) => {
    const { params } = configs.find(({ name }) => name === run.name)!.config;
    const [judge, generator] = ['critic', 'discriminator', 'generator'].flatMap((name) =>
      run.networks.filter((network) => network.name === name),
    );
    const [side, , channels] = generator!.layers.at(-1)!.output;
    return {
      ...{
        name: run.name,
        batch: run.batch,
        side,
        channels,
        latent: params.latentSize,
        judge: judge!.layers,
        generator: generator!.layers,
      },
      ...{ rate: 2e-4, beta1: params.beta1, beta2: params.beta2, judgeSteps: params.criticSteps ?? params.discriminatorSteps },
      penalised: params.lambda !== undefined,
    };
  });
  const asked = { device, threads, seconds, games };
  const script = join(here, existsSync(join(here, 'eager.py')) ? '.' : 'devices', 'eager.py');
  // Threads of OpenMP that wait by turning take the cores from each other where something else computes.
  const env = { OMP_WAIT_POLICY: 'PASSIVE', ...process.env };
  const { stdout, stderr, status } = spawnSync(userPython(), [script], {
    input: JSON.stringify(asked),
    encoding: 'utf8',
    timeout: patience,
    env,
  });
  if (status !== 0)
    print({
      row: 'broken',
      what: `PyTorch on ${device}`,
      sentence: stderr?.trim().split('\n').at(-1) || 'it could not be started, or took too long',
    });
  return (stdout ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ row: 'torch', ...JSON.parse(line) }) as TorchRow);
}

function print(row: Row): void {
  process.stdout.write(`${JSON.stringify(row)}\n`);
}
