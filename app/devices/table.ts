import type { BackendRow, MachineRow, ParityRow, Row, RunRow, TorchRow } from './rows.ts';
import { deviceWords } from '../../shared/device-words.ts';

/** docs/DEVICES.md from what `devices` printed, one section a machine; a row of a kind that is missing is said to be missing. */
export function devicesTable(rows: Row[]): string {
  const starts = rows.flatMap(({ row }, at) => (row === 'machine' ? [at] : []));
  const machines = starts.map((start, at) => rows.slice(start, starts[at + 1] ?? rows.length));
  const seen = new Set(rows.filter((row): row is RunRow => row.row === 'run' && row.problem === null).map(({ backend }) => backend));
  const unseen = ['cuda', 'webgpu'].filter((name) => !seen.has(name));
  const honest =
    unseen.length === 0
      ? 'Both GPU backends trained here on real GPUs.'
      : `No machine of this page trained on ${unseen.join(' or ')} by a real GPU: what is said of ${unseen.length > 1 ? 'those' : 'that'} elsewhere rests on software drivers and on the processor.`;
  return [
    '# Devices',
    `What \`npm run -s devices\` measured: every backend that was found, its steps held against \`cpu\`, WGAN-GP and DCGAN by the real training loop, and the same networks by PyTorch, eager, in the same session. ${honest} Failures stand here as they came.`,
    'Made by `npm run -s devices > rows.jsonl` and `npm run -s devices -- --table rows.jsonl > docs/DEVICES.md`; for a machine without network or Node, `npm run -s devices -- --pack FILE.tar.xz` makes what to bring along.',
    ...machines.map(section),
  ].join('\n\n');
}

function section(rows: Row[]): string {
  const of = <Kind extends Row['row']>(kind: Kind) => rows.filter((row): row is Extract<Row, { row: Kind }> => row.row === kind);
  const [machine] = of('machine');
  const [backends, parities, runs, torch, broken] = [of('backend'), of('parity'), of('run'), of('torch'), of('broken')];
  return [
    `## ${machine!.cpu}, ${machine!.cores} cores`,
    machineWords(machine!),
    [
      '| backend | device | reference step | difference to cpu |',
      '|---|---|---|---|',
      ...backends.map((row) => backendLine(row, parities)),
    ].join('\n'),
    ...(runs.length === 0 ? ['No run was timed.'] : [runTable(runs, torch)]),
    ...broken.map(({ what, sentence }) => `${what} broke off: ${escaped(sentence)}.`),
  ].join('\n\n');
}

function machineWords({ load, cores, date, memoryBytes, platform, node, gpus, torch, note }: MachineRow): string {
  const shown = gpus.length === 0 ? 'no GPU of NVIDIA’s driver' : gpus.join('; ');
  const busy =
    load > cores
      ? ` The machine was busy with other work (load ${load.toFixed(1)}): neither times nor their ratios are those of a quiet one; CPU time is blurred least.`
      : '';
  const memory = (memoryBytes / 2 ** 30).toFixed(0);
  return `${date.slice(0, 10)}, ${platform}, ${memory} GiB, Node ${node}; ${shown}; ${torch === null ? 'no PyTorch to compare with' : `PyTorch ${torch}`}.${busy}${note === '' ? '' : ` ${note}`}`;
}

function backendLine({ report }: BackendRow, parities: ParityRow[]): string {
  const { name, available, device, devices, sentence, milliseconds } = report;
  if (!available) return `| ${name} | not here: ${escaped(sentence)} | | |`;
  const parity = parities.find(({ backend }) => backend === name);
  const where = [device, ...devices.map(deviceWords), sentence].filter((part) => part !== '').join('; ');
  const held =
    parity === undefined ? '' : `${parity.difference.toExponential(1)}${parity.left === 0 ? '' : `, ${parity.left} tensors left over`}`;
  return `| ${name} | ${escaped(where)} | ${milliseconds === null ? '' : `${milliseconds.toFixed(1)} ms`} | ${held} |`;
}

function runTable(runs: RunRow[], torch: TorchRow[]): string {
  const lines = runs.map((run) => {
    if (run.problem !== null) return `| ${run.name} | ${run.backend} | ${escaped(run.problem)} | | | | | |`;
    const beside = torch.find(({ name, device }) => name === run.name && /^\d+ threads?$/.test(device) === !isGpu(run));
    const ratio = beside === undefined ? '' : (run.milliseconds / beside.milliseconds).toFixed(2);
    const other = beside === undefined ? 'not measured' : `${beside.milliseconds.toFixed(1)} ms (${beside.device})`;
    const cpu = [run, ...(beside ? [beside] : [])].map(({ cpuMilliseconds }) => cpuMilliseconds.toFixed(1)).join(' : ');
    const losses = run.losses.map((loss) => loss.toPrecision(3)).join(' → ');
    const peak = `${(run.peakBytes / 1e6).toFixed(0)} MB`;
    return `| ${run.name}, batch ${run.batch} | ${run.backend} | ${run.milliseconds.toFixed(1)} ms (first ${run.firstMilliseconds.toFixed(0)}, of ${run.steps}) | ${other} | ${ratio} | ${peak} | ${losses} | ${cpu} |`;
  });
  const head = [
    '| game | backend | a step | PyTorch eager | ratio | tensors at their height | loss of the judge | ms of CPU a step : PyTorch’s |',
    '|---|---|---|---|---|---|---|---|',
  ];
  return [...head, ...lines].join('\n');
}

function isGpu({ backend }: RunRow): boolean {
  return backend === 'cuda' || backend === 'webgpu';
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
