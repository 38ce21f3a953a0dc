import { z } from 'zod';
import { backendChoice, type Gpu } from '../backend-choice.ts';
import { profile } from '../placement.ts';
import { configInput, datasetConfig, mostThreads } from '../run-config.ts';
import type { BackendReport } from '../trainer-protocol.ts';

/**
 * GET  /api/catalogue?run=REF            → Catalogue; with `run` its own files stand in it as that run keeps them
 * POST /api/configs/resolve   AskConfig  → { config: RunConfig, yaml: string }, or 422 with one issue a wrong key
 * POST /api/configs/describe  AskConfig  → Description (network summary, measured estimate)
 * GET  /api/configs/describe            → { measuring: Measuring | null }: how far that is; DELETE ends it
 * POST /api/datasets/preview  AskPreview → safetensors: the tensors of Preview, and in its metadata `preview`: JSON of the rest
 * GET  /api/changes?since=SEQ            → text/event-stream of Change (data: JSON), `event: change`; a comment every 15 s.
 *        `hello` first: { sequence, restarted }: restarted means "ask for everything again". GET /api/changes/poll?since= → Change[] as a fallback;
 *        its headers `x-sequence` and `x-restarted` say what `hello` says.
 * GET  /api/doctor                       → DoctorReport
 * GET  /api/workspace                    → WorkspaceInfo
 * GET  /api/settings → Settings; PATCH /api/settings (partial) → Settings
 * GET  /api/tracking                   → TrackingState | null: the desktop's port for scripts; null where there is none: behind `serve` they log to the studio's own address
 * GET  /api/views → View[]; PUT /api/views/:id View → View; DELETE /api/views/:id → {}
 * POST /api/sample-workspace             → { runs: string[] }: queues two short real runs, clipping and penalty, to look at
 * POST /api/exports          AskExport   → the file, content-disposition attachment; a long one as it is made, its connection broken where that fails
 */
export const askConfig = z.strictObject({ config: configInput });
export const askPreview = z.strictObject({
  dataset: datasetConfig,
  seed: z.int().min(0).default(1),
  count: z.int().min(1).max(5000).default(500),
});

/** What changed, never the data. */
export interface Change {
  sequence: number;
  /** Null for the workspace itself (settings, views, queue). */
  run: string | null;
  /** `imports`: one of those has moved on. `published`: the fetching of a set began or ended. `progress`: step and pace, which every batch moves on; `run` is everything else of the run itself. */
  kinds: (
    | 'run'
    | 'progress'
    | 'points'
    | 'distributions'
    | 'samples'
    | 'checkpoints'
    | 'log'
    | 'removed'
    | 'settings'
    | 'views'
    | 'notices'
    | 'imports'
    | 'published'
    /** The user's own files, and with them what there is to choose from. */
    | 'catalogue'
  )[];
  step: number | null;
}

/** Something about the whole workspace that its user should know, for as long as it is so. */
export interface Notice {
  kind: 'workspace-away' | 'network-folder' | 'cluster' | 'waits' | 'checkpoints-missing' | 'kept-aside';
  sentence: string;
}

export interface WorkspaceInfo {
  folder: string;
  bytes: number;
  runs: number;
  training: number;
  queued: number;
  /** 0..1 over the running runs; null when none runs. */
  progress: number | null;
  version: string;
  desktop: boolean;
  notices: Notice[];
  /** Of NVIDIA's driver; each can be named as cuda:0 or webgpu:0. */
  gpus: Gpu[];
}

export const settings = z.strictObject({
  /** Trainers at once on each GPU, and as many on the processor's cores; the rest wait in the queue. */
  concurrentRuns: z.int().min(1).max(16).default(1),
  backend: backendChoice.default('auto'),
  /** Threads that a run on wasm computes with; 0 shares the cores among the runs at once. */
  threadsPerRun: z.int().min(0).max(mostThreads).default(0),
  keepCheckpoints: z.int().min(1).max(1000).default(20),
  theme: z.enum(['system', 'dark', 'light']).default('system'),
  notifyWhenLongerThanMinutes: z.number().min(0).default(2),
  /** A port on loopback for scripts that log by MLflow's client. */
  tracking: z.boolean().default(false),
  trackingPort: z.int().min(1).max(65_535).default(5000),
  /** What jobs ask of a cluster, by a name of one's own; the first is meant where none is named. */
  profiles: z.array(profile).max(50).default([]),
  /** Asked for published sets instead of their publishers, at MIRROR/SET/FILE; empty where there is none. */
  dataMirror: z.string().max(1000).refine(isMirror, 'an address that begins with http:// or https://').default(''),
  /** Folders with files of the user's own, beside `extensions` in the workspace. */
  extensionFolders: z.array(z.string().min(1).max(4000)).max(50).default([]),
});
export type Settings = z.infer<typeof settings>;
/** Only what is sent changes: no defaults. */
export const patchSettings = z.strictObject({
  concurrentRuns: settings.shape.concurrentRuns.unwrap().optional(),
  backend: settings.shape.backend.unwrap().optional(),
  threadsPerRun: settings.shape.threadsPerRun.unwrap().optional(),
  keepCheckpoints: settings.shape.keepCheckpoints.unwrap().optional(),
  theme: settings.shape.theme.unwrap().optional(),
  notifyWhenLongerThanMinutes: settings.shape.notifyWhenLongerThanMinutes.unwrap().optional(),
  tracking: settings.shape.tracking.unwrap().optional(),
  trackingPort: settings.shape.trackingPort.unwrap().optional(),
  profiles: settings.shape.profiles.unwrap().optional(),
  dataMirror: settings.shape.dataMirror.unwrap().optional(),
  extensionFolders: settings.shape.extensionFolders.unwrap().optional(),
});

export function isMirror(text: string): boolean {
  return text === '' || /^https?:\/\/[^\s/]+/.test(text);
}

/** Where scripts log to; null where the port is shut, and a sentence why where it should be open. */
export interface TrackingState {
  address: string | null;
  sentence: string;
}

/** A saved arrangement of a page; `state` is the page's own, `path` its deep link. */
export const view = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(120),
  page: z.string(),
  path: z.string(),
  state: z.unknown(),
});
export type View = z.infer<typeof view>;

export interface DoctorReport {
  version: string;
  node: string;
  platform: string;
  cpu: string;
  cores: number;
  memoryBytes: number;
  desktop: string | null;
  backends: BackendReport[];
  /** What is missing and how to get it. */
  missing: { what: string; how: string }[];
}

/** Runs in one file: a report of more is no longer read, and every curve of each is held at once. */
export const mostExported = 200;

export const askExport = z.strictObject({
  to: z.enum(['csv', 'tensorboard', 'html', 'pdf', 'safetensors', 'npz', 'model', 'png', 'gif', 'json']),
  runs: z.array(z.string()).min(1).max(mostExported),
  /** csv, tensorboard: these series (all when left out). */
  series: z.array(z.string()).optional(),
  /** safetensors, npz, model, png, gif in motion: the step (last when left out). */
  step: z.int().min(0).optional(),
  /** png, gif: what was recorded by this probe (what the run makes, when left out). */
  probe: z.string().optional(),
  /** gif: every recorded step, or one step in motion (a picture drawn value by value, solids turned around). */
  over: z.enum(['steps', 'motion']).default('steps'),
  /** safetensors, npz: TensorFlow.js's, or names, shapes and order of torch's state_dict (`pytorch` says the same). */
  layout: z.enum(['tfjs', 'torch', 'pytorch']).default('tfjs'),
  /** safetensors, npz: with what the optimisers keep of each weight. */
  optimizer: z.boolean().default(false),
  /** model: the file name of the weights that stand beside it (model.safetensors), as long as file systems take. */
  weights: z.string().max(255).optional(),
  title: z.string().max(200).optional(),
  /** html, pdf: which parts. */
  parts: z.array(z.enum(['curves', 'distributions', 'samples', 'surface', 'config', 'environment'])).optional(),
});
export type AskExport = z.input<typeof askExport>;
