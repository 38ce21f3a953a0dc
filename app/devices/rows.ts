import type { BackendReport, Description } from '../../shared/trainer-protocol.ts';

/** What `devices` prints, an object a line; docs/DEVICES.md is made of it. */
export type Row = MachineRow | BackendRow | ParityRow | RunRow | TorchRow | BrokenRow;

export interface MachineRow {
  row: 'machine';
  date: string;
  cpu: string;
  cores: number;
  memoryBytes: number;
  platform: string;
  /** Processes that wanted a core, on average: more than there are cores makes every time too long. */
  load: number;
  node: string;
  /** As NVIDIA's driver tells of them. */
  gpus: string[];
  /** Of the Python that is there; null where it has none. */
  torch: string | null;
  /** In the words of whoever measured: what ran beside it. */
  note: string;
}
export interface BackendRow {
  row: 'backend';
  report: BackendReport;
}
export interface ParityRow {
  row: 'parity';
  backend: string;
  /** The largest difference to cpu, of the checksums of all weights after five steps of two games. */
  difference: number;
  /** Tensors left over. */
  left: number;
}
export interface RunRow {
  row: 'run';
  backend: string;
  name: string;
  networks: Description['networks'];
  batch: number;
  steps: number;
  milliseconds: number;
  /** Of all threads together: what a busy machine blurs least. */
  cpuMilliseconds: number;
  /** The first step compiles and warms up. */
  firstMilliseconds: number;
  peakBytes: number;
  /** The critic's or discriminator's, first and last. */
  losses: [number, number];
  problem: string | null;
}
/** A process that fell, or was ended because it hung. */
export interface BrokenRow {
  row: 'broken';
  what: string;
  sentence: string;
}
export interface TorchRow {
  row: 'torch';
  name: string;
  device: string;
  version: string;
  milliseconds: number;
  cpuMilliseconds: number;
}
