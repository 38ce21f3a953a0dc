import { z } from 'zod';
import { type DatasetEntry, families, type MetricEntry, type ProbeEntry, type RecipeEntry } from './catalogue.ts';
import { goodName } from './extension-hashes.ts';
import { dataKinds, type ParamSpec } from './params.ts';

/** A file of a person's own: recipes, datasets, metrics and probes that a run names like ours. */
export interface Extension {
  /** Its file's name without the ending; unique in a workspace. */
  name: string;
  /** Absolute. */
  path: string;
  /** sha256 of its bytes. */
  sha256: string;
  /** asks: its text was not trusted yet. changed: an earlier text of it was. failing: it can't be used, `problems` say why. */
  state: 'trusted' | 'asks' | 'changed' | 'failing';
  problems: ExtensionProblem[];
  /** What it declares, by name; empty until it is trusted. */
  offers: ExtensionOffer[];
}
export interface ExtensionOffer {
  kind: 'recipe' | 'dataset' | 'metric' | 'probe';
  name: string;
}

/** What is wrong with a file, and where: lines and columns count from 1. */
export interface ExtensionProblem {
  kind: 'syntax' | 'type' | 'load' | 'declaration' | 'name';
  line: number | null;
  column: number | null;
  sentence: string;
}

/** What a process runs of a trusted file: its text without types, every line and column where it was. */
export interface ExtensionCode {
  name: string;
  /** Base name, such as my-gan.ts. */
  file: string;
  sha256: string;
  code: string;
}

/** One thing that a recipe must keep, and whether it does; the sentence says what is wrong, and what to do. */
export interface Finding {
  what: string;
  isKept: boolean;
  sentence: string;
}

/** What a file declares, as plain data. */
export interface ExtensionEntries {
  recipes: RecipeEntry[];
  datasets: DatasetEntry[];
  metrics: MetricEntry[];
  probes: ProbeEntry[];
}

/** Whether a file of this name is looked at: TypeScript and JavaScript, never declarations. */
export function isExtensionFile(file: string): boolean {
  return /\.(ts|mts|js|mjs)$/.test(file) && !/\.(d|test)\.[cm]?[jt]s$/.test(file);
}
/** The name that runs know a file by. */
export function extensionName(file: string): string {
  return file.replace(/^.*[/\\]/, '').replace(/\.[cm]?[jt]s$/, '');
}
const line = z.string().min(1).max(500);
const text = z.string().max(5000);
const value = z.union([z.number(), z.string().max(500), z.boolean()]);
const presetValue = z.object({ value, source: z.object({ kind: z.enum(['paper', 'code', 'ours']), text: line }) });
const presetPair = z.object({ small: presetValue, paper: presetValue });
const kind = z.enum(dataKinds);
const name = z.string().max(60).regex(goodName, 'is written in small letters, digits and single dashes, such as my-gan');

const paramSpec: z.ZodType<ParamSpec> = z.strictObject({
  key: z
    .string()
    .max(60)
    .regex(/^[a-z][A-Za-z0-9]*$/, 'is written in camelCase, such as criticSteps'),
  label: line,
  group: z.enum(['data', 'networks', 'game', 'schedule']),
  help: line,
  type: z.enum(['number', 'integer', 'boolean', 'choice', 'path']),
  unit: line.optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  minExclusive: z.boolean().optional(),
  scale: z.enum(['linear', 'log']).optional(),
  choices: z
    .array(z.object({ value: line, label: line, help: line.optional() }))
    .max(100)
    .optional(),
  presets: presetPair,
  formerly: line.optional(),
  lacking: value.optional(),
  presetsFor: z.partialRecord(kind, presetPair).optional(),
  onlyFor: z.union([kind, z.array(kind)]).optional(),
});
const params = z.array(paramSpec).max(200);
const every = z.int().min(0);

export const recipeEntry: z.ZodType<RecipeEntry> = z.object({
  name,
  title: line,
  purpose: text,
  idea: text,
  paper: z.object({ authors: line, title: line, year: z.int(), arxiv: line.nullable() }).nullable(),
  departures: z.array(text).max(50).optional(),
  family: z.enum(families),
  formulas: z.array(z.object({ player: line, tex: text })).max(50),
  accepts: z.array(kind).min(1),
  generates: z.literal(false).optional(),
  usualData: z.object({ name: line, params: z.record(z.string(), value) }).optional(),
  params,
  recording: z
    .strictObject({
      pointsEvery: every.optional(),
      metricsEvery: every.optional(),
      featuresEvery: every.optional(),
      distributionsEvery: every.optional(),
      samplesEvery: every.optional(),
      checkpointEvery: every.optional(),
    })
    .optional(),
  players: z.array(line).min(1).max(20),
});
export const datasetEntry: z.ZodType<DatasetEntry> = z.object({
  name,
  title: line,
  purpose: text,
  kind,
  params,
  fromDisk: z.boolean(),
});
export const metricEntry: z.ZodType<MetricEntry> = z.object({
  name,
  series: z
    .array(
      z.object({
        key: z
          .string()
          .max(100)
          .regex(/^[A-Za-z][\w/-]*\*?$/, 'is made of letters, digits, dashes and slashes'),
        label: line,
        unit: z.string().max(40),
        help: line,
        better: z.enum(['lower', 'higher']).nullable(),
      }),
    )
    .min(1)
    .max(100),
  accepts: z.array(kind).min(1),
  follows: z.literal('featuresEvery').optional(),
  judges: z.enum(['samples', 'model']).optional(),
  definition: text,
});
export const probeEntry: z.ZodType<ProbeEntry> = z.object({ name, title: line, accepts: z.array(kind).min(1), help: text });

export const extensionEntries: z.ZodType<ExtensionEntries> = z.object({
  recipes: z.array(recipeEntry).max(100),
  datasets: z.array(datasetEntry).max(100),
  metrics: z.array(metricEntry).max(100),
  probes: z.array(probeEntry).max(100),
});
/** As a process that has run a stranger's file tells it. */
export const inspection = z.object({
  code: z.string().nullable(),
  problems: z
    .array(
      z.object({
        kind: z.enum(['syntax', 'type', 'load', 'declaration', 'name']),
        line: z.int().nullable(),
        column: z.int().nullable(),
        sentence: z.string().max(5000),
      }),
    )
    .max(200),
  entries: extensionEntries.nullable(),
});
export type Inspection = z.infer<typeof inspection>;

export function offersOf({ recipes, datasets, metrics, probes }: ExtensionEntries): ExtensionOffer[] {
  const as = (kind: ExtensionOffer['kind'], entries: { name: string }[]) => entries.map(({ name }): ExtensionOffer => ({ kind, name }));
  return [...as('recipe', recipes), ...as('dataset', datasets), ...as('metric', metrics), ...as('probe', probes)];
}

/** Where in a person's file a thing happened, as its stack tells; null where none of it is of such a file. */
export function placeIn(stack: string | undefined): { file: string; line: number; column: number } | null {
  const found = /ganymede-extension:\/\/[0-9a-f]+\/([^\s:()]+):(\d+)(?::(\d+))?/.exec(stack ?? '');
  return found === null ? null : { file: decodeURIComponent(found[1]!), line: Number(found[2]), column: Number(found[3] ?? 1) };
}
