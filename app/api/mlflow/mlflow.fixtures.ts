import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
interface Said {
  method: string;
  path: string;
  query?: [string, string][];
  headers?: Record<string, string>;
  body?: { json: Json } | { text: string } | { base64: string } | { bytes: number };
  status: number;
  answer?: Json;
}
type Fetch = (request: Request) => Promise<Response>;

/** What no two servers say alike. */
const unlike = new Set(
  'creation_time last_update_time end_time start_time timestamp file_size next_page_token presigned_upload_run_id_supported presigned_upload_model_id_supported features_enabled'.split(
    ' ',
  ),
);

/**
 * A transcript of MLflow's own client (3.17) with its own server, asked of us: where we answer otherwise. `${name}` is a thing that
 * the server or the client chose; the first that is seen stands for all others.
 */
export async function replay(fetch: Fetch, name: string): Promise<{ asked: number; differences: string[] }> {
  const lines = readFileSync(join(import.meta.dirname, 'transcripts', `${name}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n');
  const bound = new Map<string, string>();
  const differences: string[] = [];
  for (const line of lines) {
    const said = JSON.parse(line) as Said;
    const response = await fetch(requestOf(said, bound));
    const text = await response.text();
    const at = `${said.method} ${said.path} ${JSON.stringify(said.body ?? said.query ?? '').slice(0, 200)}`;
    if (response.status !== said.status) differences.push(`${at}: ${said.status}, got ${response.status} ${text.slice(0, 200)}`);
    else if (said.answer !== undefined) differences.push(...unlikeness(said.answer, JSON.parse(text), bound).map((one) => `${at}: ${one}`));
  }
  return { asked: lines.length, differences };
}

function requestOf({ method, path, query, headers, body }: Said, bound: Map<string, string>): Request {
  const filled = (text: string) => fill(text, bound) as string;
  const search = query === undefined ? '' : `?${new URLSearchParams(query.map(([key, value]): [string, string] => [key, filled(value)]))}`;
  const sent = headers ?? (method === 'POST' ? { 'content-type': 'application/json' } : {});
  return new Request(`http://127.0.0.1:5000${filled(path)}${search}`, { method, headers: sent, body: body && bytesOf(body, bound) });
}

function bytesOf(body: NonNullable<Said['body']>, bound: Map<string, string>): string | Uint8Array<ArrayBuffer> {
  if ('json' in body) return JSON.stringify(fill(body.json, bound));
  if ('text' in body) return fill(body.text, bound) as string;
  return 'base64' in body ? new Uint8Array(Buffer.from(body.base64, 'base64')) : new Uint8Array(body.bytes);
}

function fill(value: Json, bound: Map<string, string>): Json {
  if (Array.isArray(value)) return value.map((item) => fill(item, bound));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [fill(key, bound) as string, fill(inner, bound)]));
  }
  if (typeof value !== 'string') return value;
  return value
    .replace(/\$\{rep:(.):(\d+)\}/g, (_all, letter: string, count: string) => letter.repeat(Number(count)))
    .replace(/\$\{(\w+)\}/g, (_all, name: string) => bound.get(name) ?? `made-by-client-${name}`);
}

/** Params, tags and metrics of a run stand in any order. */
function unlikeness(want: Json, got: Json, bound: Map<string, string>, place = ''): string[] {
  if (Array.isArray(want) && Array.isArray(got)) {
    if (want.length !== got.length) return [`${place}: ${want.length} of ${JSON.stringify(want).slice(0, 200)}, got ${got.length}`];
    const [wanted, gotten] = /\.data\.\w+$/.test(place) ? [sorted(want), sorted(got)] : [want, got];
    return wanted.flatMap((item, at) => unlikeness(item, gotten[at], bound, `${place}[${at}]`));
  }
  if (typeof want === 'object' && want !== null && typeof got === 'object' && got !== null && !Array.isArray(want) && !Array.isArray(got)) {
    const others = got;
    return Object.entries(want).flatMap(([key, inner]) => {
      if (unlike.has(key)) return [];
      return key in others ? unlikeness(inner, others[key], bound, `${place}.${key}`) : [`${place}.${key} is missing`];
    });
  }
  if (typeof want === 'string' && want.includes('${') && typeof got === 'string') return bind(want, got, bound, place);
  return fill(want, bound) === got ? [] : [`${place}: ${JSON.stringify(want)}, got ${JSON.stringify(got)}`];
}

function bind(want: string, got: string, bound: Map<string, string>, place: string): string[] {
  const filled = want.replace(/\$\{rep:(.):(\d+)\}/g, (_all, letter: string, count: string) => letter.repeat(Number(count)));
  const names = [...filled.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
  const parts = filled.split(/\$\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const values = new RegExp(`^${parts.join('(.+?)')}$`, 's').exec(got)?.slice(1);
  if (values === undefined) return [`${place}: ${want}, got ${got}`];
  return names.flatMap((name, at) => {
    const before = bound.get(name);
    if (before === undefined) bound.set(name, values[at]);
    return before === undefined || before === values[at] ? [] : [`${place}: ${name} was ${before}, now ${values[at]}`];
  });
}

function sorted(items: Json[]): Json[] {
  const keyOf = (item: Json) => String((item as { key?: Json }).key);
  return items.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}
