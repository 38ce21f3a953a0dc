import { tableFromIPC } from '@uwdata/flechette';
import { type ErrorCode, type Issue, type Offer, StudioError } from '../shared/errors.ts';
import type { ArtifactEntry, AskImport, ImporterEntry, ImportPreview, ImportState } from '../shared/api/imports.ts';
import type { Catalogue } from '../shared/catalogue.ts';
import type { Placement } from '../shared/placement.ts';
import type { DatasetConfig, ConfigInput } from '../shared/run-config.ts';
import type { Run, SeriesSummary } from '../shared/run.ts';
import type {
  Aggregate,
  CreateRun,
  ForkRun,
  GroupedRuns,
  GroupList,
  KeyList,
  ListGroups,
  ListRuns,
  LogLine,
  PatchRun,
  RunDetail,
  RunList,
  ValueList,
} from '../shared/api/runs.ts';
import type { AskBands } from '../shared/api/bands.ts';
import type { AskCurves, SampleEntry } from '../shared/api/measurements.ts';
import type { AskExport, Change, DoctorReport, Settings, TrackingState, View, WorkspaceInfo } from '../shared/api/studio.ts';
import type { NativeLibraries, NativeProgress, NativeUse } from '../shared/api/native.ts';
import type { PublishedSet, PublishedSets } from '../shared/api/published.ts';
import type { SweepDetail, SweepEntry, SweepPreview } from '../shared/api/sweeps.ts';
import type { OpenedGenerator } from '../shared/api/latents.ts';
import type { Description, Measuring, Preview } from '../shared/trainer-protocol.ts';
import { readSafetensors, writeSafetensors, type WireTensor } from '../shared/safetensors.ts';

/** The only module that calls fetch. Every function answers with plain data or throws an ApiError. */
export class ApiError extends StudioError {
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly details: string | undefined;

  constructor(status: number, code: ErrorCode, sentence: string, options: RefusalOptions = {}) {
    super(code, sentence, options);
    this.name = 'ApiError';
    this.status = status;
    this.details = options.details;
  }
}

/** Nothing was decided about what was asked: the studio was out of reach, or was started anew and did not know this browser. */
export function isUnheard(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 401);
}

interface RefusalOptions {
  issues?: Issue[];
  offer?: Offer;
  details?: string;
  cause?: unknown;
}

export interface Tensors {
  tensors: Record<string, WireTensor>;
  metadata: Record<string, string>;
}

// ── Runs ──

export async function listRuns(query: ListRuns, signal?: AbortSignal): Promise<RunList> {
  const list = await getJson<RunList>(`/api/runs?${search(query)}`, signal);
  for (const run of list.runs) for (const summary of Object.values(run.series ?? {})) reviveSummary(summary);
  return list;
}
export async function listGroups(query: ListGroups, signal?: AbortSignal): Promise<GroupList> {
  const list = await getJson<GroupList>(`/api/runs/groups?${search(query)}`, signal);
  for (const group of list.groups) group.columns.forEach(reviveAggregate);
  return list;
}
export function groupRuns(ids: string[], group: string, signal?: AbortSignal): Promise<GroupedRuns[]> {
  return sendJson('POST', '/api/runs/grouped', { ids, group }, signal);
}
/** What a query may ask for, by what was typed of it. */
export function listKeys(prefix: string, signal?: AbortSignal): Promise<KeyList> {
  return getJson(`/api/runs/keys?${search({ prefix, limit: 40 })}`, signal);
}
export function listValues(field: string, prefix: string, signal?: AbortSignal): Promise<ValueList> {
  return getJson(`/api/runs/values?${search({ field, prefix, limit: 40 })}`, signal);
}
export async function runDetail(id: string, signal?: AbortSignal): Promise<RunDetail> {
  const detail = await getJson<RunDetail>(`/api/runs/${encodeURIComponent(id)}`, signal);
  detail.series.forEach(reviveSummary);
  return detail;
}
/** Of those that are there. */
export async function runDetails(ids: string[]): Promise<RunDetail[]> {
  const details = await sendJson<RunDetail[]>('POST', '/api/runs/details', { ids });
  for (const detail of details) detail.series.forEach(reviveSummary);
  return details;
}
export function createRun(body: CreateRun): Promise<Run> {
  return sendJson('POST', '/api/runs', body);
}
export function patchRun(id: string, patch: PatchRun): Promise<Run> {
  return sendJson('PATCH', `/api/runs/${encodeURIComponent(id)}`, patch);
}
export function patchRuns(ids: string[], patch: PatchRun): Promise<{ changed: number }> {
  return sendJson('PATCH', '/api/runs', { ids, patch });
}
export function deleteRun(id: string): Promise<Run> {
  return sendJson('DELETE', `/api/runs/${encodeURIComponent(id)}`);
}
export function deleteRuns(ids: string[]): Promise<{ ids: string[] }> {
  return sendJson('DELETE', '/api/runs', { ids });
}
export function restoreRuns(ids: string[]): Promise<{ ids: string[] }> {
  return sendJson('POST', '/api/runs/restore', { ids });
}
export function restoreRun(id: string): Promise<Run> {
  return sendJson('POST', `/api/runs/${encodeURIComponent(id)}/restore`);
}
export type RunOrder = 'start' | 'pause' | 'continue' | 'checkpoint' | 'stop' | 'resume';
export function orderRun(id: string, order: RunOrder): Promise<Run> {
  return sendJson('POST', `/api/runs/${encodeURIComponent(id)}/${order}`);
}
/** From an earlier checkpoint: what came after it is forgotten. */
export function resumeFrom(id: string, step: number): Promise<Run> {
  return sendJson('POST', `/api/runs/${encodeURIComponent(id)}/resume`, { step });
}
export function forkRun(id: string, body: ForkRun): Promise<Run> {
  return sendJson('POST', `/api/runs/${encodeURIComponent(id)}/fork`, body);
}
export function runLog(id: string, after = 0, signal?: AbortSignal): Promise<LogLine[]> {
  return getJson(`/api/runs/${encodeURIComponent(id)}/log?after=${after}`, signal);
}

export function runArtifacts(id: string, signal?: AbortSignal): Promise<ArtifactEntry[]> {
  return getJson(`/api/runs/${encodeURIComponent(id)}/artifacts`, signal);
}
export async function artifactFile(id: string, path: string): Promise<Blob> {
  return (await request(`/api/runs/${encodeURIComponent(id)}/artifacts/${encodeURIComponent(path)}`, {})).blob();
}

// ── Imports ──

export function listImporters(signal?: AbortSignal): Promise<ImporterEntry[]> {
  return getJson('/api/importers', signal);
}
/** What lies there; nothing is stored. */
export function previewImport(ask: AskImport, signal?: AbortSignal): Promise<ImportPreview> {
  return sendJson('POST', '/api/imports/preview', ask, signal);
}
export function startImport(ask: AskImport): Promise<ImportState> {
  return sendJson('POST', '/api/imports', ask);
}
export function listImports(signal?: AbortSignal): Promise<ImportState[]> {
  return getJson('/api/imports', signal);
}
/** Cancels; ends a watch. */
export function endImport(id: string): Promise<ImportState> {
  return sendJson('DELETE', `/api/imports/${encodeURIComponent(id)}`);
}

// ── Sweeps ──

export function listSweeps(signal?: AbortSignal): Promise<SweepEntry[]> {
  return getJson('/api/sweeps', signal);
}
export async function sweepDetail(id: string, series: string, signal?: AbortSignal): Promise<SweepDetail> {
  const detail = await getJson<SweepDetail>(`/api/sweeps/${encodeURIComponent(id)}?${search({ series })}`, signal);
  for (const run of detail.runs) run.value = run.value === null ? null : Number(run.value);
  for (const mark of detail.standing?.runs.flatMap(({ marks }) => marks) ?? []) mark.value = Number(mark.value);
  return detail;
}
/** What a plan asks for; nothing is stored. */
export function previewSweep(plan: string, signal?: AbortSignal): Promise<SweepPreview> {
  return sendJson('POST', '/api/sweeps/preview', { plan }, signal);
}
export function createSweep(plan: string, on?: Placement): Promise<SweepEntry> {
  return sendJson('POST', '/api/sweeps', { plan, on });
}
export function stopSweep(id: string): Promise<{ stopped: number }> {
  return sendJson('POST', `/api/sweeps/${encodeURIComponent(id)}/stop`);
}
/** Its schedule goes on. */
export function resumeSweep(id: string): Promise<SweepEntry> {
  return sendJson('POST', `/api/sweeps/${encodeURIComponent(id)}/resume`);
}

// ── Measurements ──

/** One series' points, ascending by step; the arrays are of one length. */
export interface Curve {
  run: string;
  key: string;
  steps: Float64Array;
  /** Unix milliseconds. */
  times: Float64Array;
  values: Float64Array;
}

/** At most four points a pixel and series, the extremes exact. `exact`: every recorded point of the range is there. */
export async function curves(ask: AskCurves, signal?: AbortSignal): Promise<{ curves: Curve[]; exact: boolean }> {
  const response = await request('/api/curves', { method: 'POST', body: JSON.stringify(ask), headers: json, signal });
  const table = tableFromIPC(new Uint8Array(await response.arrayBuffer()));
  const index = Uint16Array.from(table.getChild('series').toArray() as ArrayLike<number>);
  const step = numbers(table.getChild('step').toArray());
  const time = numbers(table.getChild('time').toArray());
  const value = numbers(table.getChild('value').toArray());
  const answer: Curve[] = [];
  let from = 0;
  for (let i = 0; i < ask.series.length; i++) {
    while (from < index.length && index[from] < i) from++;
    let to = from;
    while (to < index.length && index[to] === i) to++;
    const { run, key } = ask.series[i];
    answer.push({ run, key, steps: step.subarray(from, to), times: time.subarray(from, to), values: value.subarray(from, to) });
    from = to;
  }
  return { curves: answer, exact: table.schema.metadata?.get('exact') === 'true' };
}

/** One group on the common axis; the arrays are of one length. */
export interface Band {
  x: Float64Array;
  middle: Float64Array;
  low: Float64Array;
  high: Float64Array;
  runs: Float64Array;
}
export interface BandsAnswer {
  bands: Band[];
  /** See shared/api/bands.ts. */
  width: number | null;
  between: number;
  nonFinite: number;
  exact: boolean;
}

export async function bands(ask: AskBands, signal?: AbortSignal): Promise<BandsAnswer> {
  const response = await request('/api/curves/bands', { method: 'POST', body: JSON.stringify(ask), headers: json, signal });
  const table = tableFromIPC(new Uint8Array(await response.arrayBuffer()));
  const column = (name: string) => numbers(table.getChild(name).toArray());
  const [group, x, middle, low, high, runs] = ['group', 'x', 'middle', 'low', 'high', 'runs'].map(column);
  const said = (name: string) => table.schema.metadata?.get(name) ?? '';
  let to = 0;
  const answer = ask.groups.map((_, index): Band => {
    const from = to;
    while (to < group.length && group[to] === index) to++;
    const part = (values: Float64Array) => values.subarray(from, to);
    return { x: part(x), middle: part(middle), low: part(low), high: part(high), runs: part(runs) };
  });
  const width = said('width');
  return {
    bands: answer,
    width: width === '' ? null : Number(width),
    between: Number(said('between')),
    nonFinite: Number(said('nonFinite')),
    exact: said('exact') === 'true',
  };
}

/** The tensors are described at GET /api/runs/:id/distributions in shared/api/measurements.ts. */
export function distributions(
  run: string,
  ask: { key: string; from?: number; to?: number; count?: number },
  signal?: AbortSignal,
): Promise<Tensors> {
  return getTensors(`/api/runs/${encodeURIComponent(run)}/distributions?${search(ask)}`, signal);
}
export function sampleEntries(run: string, probe: string, signal?: AbortSignal): Promise<SampleEntry[]> {
  return getJson(`/api/runs/${encodeURIComponent(run)}/samples?${search({ probe })}`, signal);
}
/** Immutable: may be cached for ever by id. */
export function sample(id: number, signal?: AbortSignal): Promise<Tensors> {
  return getTensors(`/api/samples/${id}`, signal);
}

// ── Latents ──

export function openGenerator(checkpoint: number, signal?: AbortSignal): Promise<OpenedGenerator> {
  return sendJson('POST', `/api/checkpoints/${checkpoint}/open`, undefined, signal);
}
export interface Generated {
  tensors: Record<string, WireTensor>;
  /** Spent generating, as the trainer measured it. */
  milliseconds: number;
}
/** `latents` is [count × latentSize], row by row; a system without latents takes 0 numbers each. Of the asks with one `newest` token only the newest is answered. */
export async function generate(
  checkpoint: number,
  ask: { latents: Float32Array; count: number; latentSize: number; labels?: Int32Array; newest?: string },
  signal?: AbortSignal,
): Promise<Generated> {
  const tensors: Record<string, WireTensor> = { latents: { shape: [ask.count, ask.latentSize], data: ask.latents } };
  if (ask.labels) tensors.labels = { shape: [ask.count], data: ask.labels };
  const response = await request(`/api/checkpoints/${checkpoint}/generate?${search({ newest: ask.newest })}`, {
    method: 'POST',
    body: writeSafetensors(tensors),
    headers: { 'content-type': 'application/octet-stream' },
    signal,
  });
  const milliseconds = Number(response.headers.get('x-milliseconds') ?? Number.NaN);
  return { tensors: readSafetensors(new Uint8Array(await response.arrayBuffer())).tensors, milliseconds };
}
/** A few real examples of the run's data with the latents that the encoder finds for them. */
export async function encodedExamples(checkpoint: number, signal?: AbortSignal): Promise<Record<string, WireTensor>> {
  return (await getTensors(`/api/checkpoints/${checkpoint}/encoded`, signal)).tensors;
}
export async function checkpointFile(checkpoint: number, layout: 'tfjs' | 'torch'): Promise<Blob> {
  return (await request(`/api/checkpoints/${checkpoint}/file?layout=${layout}`, {})).blob();
}
/** What rebuilds the networks in PyTorch and loads the weights that stand beside it under this name. */
export async function modelFile(run: string, step: number, weights: string): Promise<Blob> {
  const body = JSON.stringify({ to: 'model', runs: [run], step, weights });
  return (await request('/api/exports', { method: 'POST', body, headers: { 'content-type': 'application/json' } })).blob();
}
/** `pixels` is [n,h,w,c] bytes; `delay` in milliseconds is how long a picture of a GIF stands. */
export async function encodePictures(
  form: 'gif' | 'strip',
  pixels: { shape: number[]; data: Uint8Array },
  options: { delay?: number; scale?: number; columns?: number } = {},
): Promise<Blob> {
  const body = writeSafetensors({ pixels });
  const headers = { 'content-type': 'application/octet-stream' };
  return (await request(`/api/pictures/${form}?${search(options)}`, { method: 'POST', body, headers })).blob();
}

// ── Studio ──

export function catalogue(signal?: AbortSignal, run?: string): Promise<Catalogue> {
  return getJson(run === undefined ? '/api/catalogue' : `/api/catalogue?${search({ run })}`, signal);
}
export function describeConfig(config: ConfigInput, signal?: AbortSignal): Promise<Description> {
  return sendJson('POST', '/api/configs/describe', { config }, signal);
}
/** How far the description is that is being measured. */
export function measuringNow(signal?: AbortSignal): Promise<{ measuring: Measuring | null }> {
  return getJson('/api/configs/describe', signal);
}
export function stopMeasuring(): Promise<unknown> {
  return sendJson('DELETE', '/api/configs/describe');
}
export type DatasetPreviewed = Omit<Preview, 'tensors'> & { tensors: Record<string, WireTensor> };
export async function previewDataset(
  ask: { dataset: DatasetConfig; seed?: number; count?: number },
  signal?: AbortSignal,
): Promise<DatasetPreviewed> {
  const response = await request('/api/datasets/preview', { method: 'POST', body: JSON.stringify(ask), headers: json, signal });
  const { tensors, metadata } = readSafetensors(new Uint8Array(await response.arrayBuffer()));
  return { ...(JSON.parse(metadata.preview) as Omit<Preview, 'tensors'>), tensors };
}
export function nativeLibraries(signal?: AbortSignal): Promise<NativeLibraries> {
  return getJson('/api/native', signal);
}
export function nativeProgress(signal?: AbortSignal): Promise<NativeProgress> {
  return getJson('/api/native/now', signal);
}
export function installNative(use: NativeUse): Promise<NativeProgress> {
  return sendJson('POST', '/api/native', { use });
}
export function cancelInstall(): Promise<NativeProgress> {
  return sendJson('DELETE', '/api/native/now');
}
export function publishedSets(signal?: AbortSignal): Promise<PublishedSets> {
  return getJson('/api/published', signal);
}
export function fetchPublished(name: string): Promise<PublishedSet> {
  return sendJson('POST', `/api/published/${encodeURIComponent(name)}`);
}
export function cancelPublished(name: string): Promise<PublishedSet> {
  return sendJson('DELETE', `/api/published/${encodeURIComponent(name)}`);
}
export function doctor(signal?: AbortSignal): Promise<DoctorReport> {
  return getJson('/api/doctor', signal);
}
export function workspace(signal?: AbortSignal): Promise<WorkspaceInfo> {
  return getJson('/api/workspace', signal);
}
export function settings(signal?: AbortSignal): Promise<Settings> {
  return getJson('/api/settings', signal);
}
export function tracking(signal?: AbortSignal): Promise<TrackingState | null> {
  return getJson('/api/tracking', signal);
}
export function patchSettings(patch: Partial<Settings>): Promise<Settings> {
  return sendJson('PATCH', '/api/settings', patch);
}
export function views(signal?: AbortSignal): Promise<View[]> {
  return getJson('/api/views', signal);
}
export function putView(view: View): Promise<View> {
  return sendJson('PUT', `/api/views/${encodeURIComponent(view.id)}`, view);
}
export function deleteView(id: string): Promise<unknown> {
  return sendJson('DELETE', `/api/views/${encodeURIComponent(id)}`);
}
export function sampleWorkspace(): Promise<{ runs: string[] }> {
  return sendJson('POST', '/api/sample-workspace');
}
/** The file and the name the studio gives it. */
export async function exportRuns(ask: AskExport, signal?: AbortSignal): Promise<{ blob: Blob; name: string }> {
  const response = await request('/api/exports', { method: 'POST', body: JSON.stringify(ask), headers: json, signal });
  const named = /filename="?([^";]+)"?/.exec(response.headers.get('content-disposition') ?? '');
  const blob = await response.blob().catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(response.status, 'failed', 'The export broke off before its end, and nothing of it was saved. Export it again.', {
      cause,
    });
  });
  return { blob, name: named?.[1] ?? `ganymede.${ask.to}` };
}
/** The body of the event stream; live.ts reads it. Without `since` it begins now. */
export async function changeStream(since: number | undefined, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const response = await request(`/api/changes?${search({ since })}`, { signal, headers: { accept: 'text/event-stream' } });
  if (!response.body) throw new ApiError(response.status, 'failed', 'The studio sent an event stream without a body.');
  return response.body;
}
/** `restarted`: too much was missed, everything is to be asked for again. */
export async function pollChanges(
  since: number | undefined,
  signal?: AbortSignal,
): Promise<{ changes: Change[]; sequence: number; restarted: boolean }> {
  const response = await request(`/api/changes/poll?${search({ since })}`, { signal });
  const changes = (await response.json()) as Change[];
  const sequence = Number(response.headers.get('x-sequence') ?? changes.at(-1)?.sequence ?? since ?? 0);
  return { changes, sequence, restarted: response.headers.get('x-restarted') === 'true' };
}

// ── The wire ──

const json = { 'content-type': 'application/json' };

export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await (await request(path, { signal })).json()) as T;
}
export async function sendJson<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const init = body === undefined ? { method, signal } : { method, signal, headers: json, body: JSON.stringify(body) };
  return (await (await request(path, init)).json()) as T;
}
async function getTensors(path: string, signal?: AbortSignal): Promise<Tensors> {
  return readSafetensors(new Uint8Array(await (await request(path, { signal })).arrayBuffer()));
}

/** For the modules beside this one that say what else may be asked. */
export async function request(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, init).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, 'unavailable', 'The studio does not answer. Is it still running? The page tries again by itself.', { cause });
  });
  if (!response.ok) throw await refusal(response);
  return response;
}

async function refusal(response: Response): Promise<ApiError> {
  const text = await response.text();
  try {
    const { code, sentence, issues, offer, details } = JSON.parse(text) as {
      code: ErrorCode;
      sentence: string;
      issues?: Issue[];
      offer?: Offer;
      details?: string;
    };
    if (typeof sentence === 'string') return new ApiError(response.status, code, sentence, { issues, offer, details });
  } catch {
    // Not a problem document: a proxy or a crash spoke. Its words go into the fold-out.
  }
  return new ApiError(response.status, 'failed', `The studio answered with status ${response.status}.`, { details: text.slice(0, 2000) });
}

export function search(values: object): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
}

function reviveSummary(summary: SeriesSummary): void {
  summary.last = Number(summary.last);
  summary.min = Number(summary.min);
  summary.max = Number(summary.max);
}

/** NaN and infinities come as text, as may what all of them have in common. */
function reviveAggregate(aggregate: Aggregate): void {
  for (const figure of ['mean', 'std', 'min', 'max', 'median'] as const) {
    if (aggregate[figure] !== null) aggregate[figure] = Number(aggregate[figure]);
  }
  if (aggregate.best) aggregate.best.value = Number(aggregate.best.value);
  if (aggregate.numbers + aggregate.nan === aggregate.count && typeof aggregate.same === 'string') aggregate.same = Number(aggregate.same);
}

export function numbers(column: ArrayLike<number>): Float64Array {
  return column instanceof Float64Array ? column : Float64Array.from(column);
}
