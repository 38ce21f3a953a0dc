import { flatParams } from '../../../shared/flat-params.ts';
import type { ImportedFacts } from '../../importer.ts';
import type { Gathered } from '../reading/gathered.ts';
import { byName } from '../reading/by-name.ts';
import { mediaParts } from './media.ts';
import { type Leaf, put, type RunRecord, type Tree, type WandbRecord } from './record.ts';
import { systemSeriesOf } from './system-series.ts';

/** What has to be remembered from record to record; plain JSON. */
export interface RowState {
  /** Names that rows had. */
  keys: string[];
  /** The last figures of the summary whose names no row had: set by hand. The name that a row would have, and the figure as text, which NaN survives. */
  summary: Record<string, [row: string, text: string]>;
  highest: number | null;
  nextStep: number;
  lastTime: number;
  end: 'open' | 'exited' | 'told';
  /** What it exited with. */
  code?: number;
}

const mostKeys = 20_000;
const mostDeep = 64;
const own = new Set(['_step', '_timestamp', '_runtime', '_wandb']);

/** Records one after another as parts of a run. */
export class RowReader {
  private readonly keys: Set<string>;
  private readonly at: RowState;
  private readonly gathered: Gathered;

  constructor(state: RowState, gathered: Gathered) {
    this.at = { ...state, summary: byName(state.summary) };
    this.keys = new Set(state.keys);
    this.gathered = gathered;
  }

  state(): RowState {
    return { ...this.at, keys: [...this.keys], summary: { ...this.at.summary } };
  }

  /** `files` is the folder that media lie in. */
  take(record: WandbRecord, files: string): void {
    const { gathered, at } = this;
    switch (record.kind) {
      case 'history':
        this.row(record.row, record.step, files);
        return;
      case 'stats':
        // They have no step of their own: they stand where the run was when they were measured.
        for (const { path, value } of record.items) {
          if (typeof value !== 'number') continue;
          const { key, scale } = systemSeriesOf(path);
          gathered.point(key, at.highest ?? 0, record.time, value * scale);
        }
        return;
      case 'summary':
        this.summary(record.update);
        return;
      case 'config':
        this.facts({ params: paramsOf(record.update) });
        return;
      case 'run':
        at.end = 'open';
        this.facts(factsOf(record.run));
        return;
      case 'exit':
        at.end = 'exited';
        at.code = record.code;
        return;
      case 'metric':
        if (record.over !== '') {
          const why = `W&B draws it over ${record.over}; here it stands over the run's own step, and ${record.over} is a series of its own.`;
          gathered.leaveOut({ what: `x axis of ${record.name}`, why });
        }
        return;
      case 'alert': {
        const sentence = [record.title, record.text].filter((text) => text !== '').join(': ') || 'An alert without a text.';
        gathered.add({ type: 'note', level: 'warning', step: at.highest ?? 0, time: at.lastTime, sentence });
        return;
      }
      case 'artifact':
        gathered.leaveOut({ what: `W&B artifact ${record.name}`, why: 'Its files lie in W&B’s own cache, not with the run.' });
        return;
      case 'output':
        gathered.leaveOut({
          what: 'lines of the console',
          why: 'They are kept as the file output.log where W&B wrote one, and not again.',
        });
        return;
      case 'tensorboard':
        gathered.leaveOut({ what: 'TensorBoard logs that W&B was told of', why: 'They lie in a folder of their own: add that folder.' });
    }
  }

  /** What is known when a file has been read to where it ends for now. */
  endFile(): void {
    const { at } = this;
    if (at.end === 'told') return;
    if (at.end === 'open') {
      this.facts({
        status: 'interrupted',
        sentence: 'W&B’s file has no record of an end: the run was killed, or is still being written.',
      });
      return;
    }
    for (const [key, [row, text]] of Object.entries(at.summary)) {
      if (!this.keys.has(row)) this.gathered.point(key, at.highest ?? 0, at.lastTime, Number(text));
    }
    at.summary = byName();
    at.end = 'told';
    const endedAt = at.lastTime === 0 ? {} : { endedAt: at.lastTime };
    const { code = 0 } = at;
    this.facts({ status: code === 0 ? 'finished' : 'failed', sentence: `It ended with exit code ${code}.`, ...endedAt });
  }

  private facts(facts: ImportedFacts): void {
    this.gathered.add({ type: 'facts', facts }, 5000);
  }

  private row(row: Tree, given: number | null, files: string): void {
    const { at } = this;
    const said = typeof row._step === 'number' ? row._step : null;
    const step = given !== null && given !== 0 ? given : (said ?? given ?? at.nextStep);
    const time = typeof row._timestamp === 'number' && Number.isFinite(row._timestamp) ? row._timestamp * 1000 : at.lastTime;
    at.lastTime = time;
    at.nextStep = step + 1;
    at.highest = Math.max(at.highest ?? step, step);
    for (const [key, value] of Object.entries(row)) if (!own.has(key)) this.value(key, value, step, time, files, 0);
  }

  private value(key: string, value: unknown, step: number, time: number, files: string, depth: number): void {
    const { gathered } = this;
    if (depth === 0 && this.keys.size < mostKeys) this.keys.add(key);
    if (value === null || value === undefined) return;
    if (typeof value === 'number' || typeof value === 'boolean') gathered.point(key, step, time, Number(value));
    else if (typeof value === 'string') gathered.add({ type: 'text', probe: key, step, texts: [value] }, value.length * 2 + 500);
    else if (Array.isArray(value)) this.list(key, value, step, files);
    else if (typeof (value as Tree)._type === 'string') this.media(key, value as Tree, step, files);
    else if (depth >= mostDeep) gathered.leaveOut({ what: key, why: `It is nested more than ${mostDeep} deep.` });
    else for (const [name, one] of Object.entries(value)) this.value(`${key}.${name}`, one, step, time, files, depth + 1);
  }

  private list(key: string, value: unknown[], step: number, files: string): void {
    const media = value.filter((one) => typeof one === 'object' && one !== null && typeof (one as Tree)._type === 'string');
    for (const one of media) this.media(key, one as Tree, step, files);
    if (media.length < value.length) this.gathered.leaveOut({ what: key, why: 'It is a list, and no figure at a step.' });
  }

  private media(key: string, value: Tree, step: number, files: string): void {
    for (const media of mediaParts(key, value, step, files)) {
      if ('leftOut' in media) this.gathered.leaveOut(media.leftOut);
      else this.gathered.add(media.part, media.bytes + 2000);
    }
  }

  /** Only what no row says: the rest repeats the rows. */
  private summary(update: Leaf[]): void {
    for (const { path, value } of update) {
      const key = path.join('.');
      if (own.has(path[0]) || this.keys.has(path[0]) || Object.keys(this.at.summary).length >= mostKeys) continue;
      for (const [name, figure] of figuresIn(key, value, 0)) this.at.summary[name] = [path[0], String(figure)];
    }
  }
}

function* figuresIn(key: string, value: unknown, depth: number): Generator<[string, number]> {
  if (typeof value === 'number') yield [key, value];
  else if (typeof value === 'object' && value !== null && !Array.isArray(value) && !('_type' in value) && depth < mostDeep) {
    for (const [name, one] of Object.entries(value)) yield* figuresIn(`${key}.${name}`, one, depth + 1);
  }
}

function factsOf({ project, group, job, name, notes, tags, startedAt, config }: RunRecord): ImportedFacts {
  const params = paramsOf(config);
  if (project !== '') params['wandb.project'] = project;
  if (group !== '') params['wandb.group'] = group;
  if (job !== '') params['wandb.job_type'] = job;
  return {
    params,
    ...(name === '' ? {} : { name }),
    ...(notes === '' ? {} : { notes }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(startedAt === null ? {} : { startedAt }),
  };
}

function paramsOf(leaves: Leaf[]) {
  const tree: Tree = Object.create(null);
  for (const leaf of leaves) if (leaf.path[0] !== '_wandb') put(tree, leaf);
  return flatParams(tree);
}
