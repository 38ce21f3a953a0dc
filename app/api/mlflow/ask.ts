import { readBytes } from '../body.ts';
import { MlflowError } from './answer.ts';

const jsonLimit = 32_000_000;

/** The fields of a request's message: snake_case or camelCase, as protobuf's JSON has it. Each reader throws INVALID_PARAMETER_VALUE. */
export class Ask {
  private readonly fields: Record<string, unknown>;

  constructor(fields: Record<string, unknown>) {
    this.fields = fields;
  }

  raw(name: string): unknown {
    const value = this.fields[name] ?? this.fields[camelCase(name)];
    return value === null ? undefined : value;
  }

  has(name: string): boolean {
    return this.raw(name) !== undefined;
  }

  text(name: string): string {
    const value = this.raw(name) ?? '';
    if (typeof value !== 'string') throw wrong(name, value);
    return value;
  }

  /** Text that has to be there. */
  needed(name: string): string {
    const value = this.text(name);
    if (value === '') throw missing(name);
    return value;
  }

  /** A whole number, also as text. */
  whole(name: string): number | undefined {
    return wholeOf(name, this.raw(name));
  }

  texts(name: string): string[] {
    return this.list(name).map((value) => {
      if (typeof value !== 'string') throw wrong(name, value);
      return value;
    });
  }

  asks(name: string): Ask[] {
    return this.list(name).map((value) => {
      if (!isMessage(value)) throw wrong(name, value);
      return new Ask(value);
    });
  }

  /** In one of both names, of which clients send one or both. */
  runId(): string {
    const id = this.text('run_id') || this.text('run_uuid');
    if (id === '') throw missing('run_id');
    return id;
  }

  private list(name: string): unknown[] {
    const value = this.raw(name) ?? [];
    if (Array.isArray(value)) return value;
    // In an address one of many is not told from one alone.
    if (typeof value === 'string') return [value];
    throw wrong(name, value);
  }
}

/** A message in the body. @throws MlflowError BAD_REQUEST where there is none */
export async function readAsk(request: Request): Promise<Ask> {
  const type = request.headers.get('content-type');
  if (type === null) throw invalid('Bad Request. Content-Type header is missing.');
  if (type.split(';')[0].trim().toLowerCase() !== 'application/json') {
    throw invalid("Bad Request. Content-Type must be one of ['application/json'].");
  }
  const text = new TextDecoder().decode(await readBytes(request, jsonLimit));
  const value = parse(text);
  if (!isMessage(value)) throw new MlflowError('BAD_REQUEST', 'The request has no JSON object in its body.');
  return new Ask(value);
}

/** The query of an address; a key that comes several times is a list. */
export function addressAsk(request: Request): Ask {
  const fields: Record<string, unknown> = Object.create(null);
  const query = new URL(request.url).searchParams;
  for (const key of new Set(query.keys())) {
    const values = query.getAll(key);
    fields[key] = values.length === 1 ? values[0] : key === 'experiment_ids' || key === 'order_by' ? values : values.at(-1);
  }
  return new Ask(fields);
}

export function invalid(sentence: string): MlflowError {
  return new MlflowError('INVALID_PARAMETER_VALUE', sentence);
}

export function missing(name: string): MlflowError {
  return invalid(`Missing value for required parameter '${name}'. See the API docs for more information about request parameters.`);
}

export function wrong(name: string, value: unknown): MlflowError {
  const said = JSON.stringify(value)?.slice(0, 200);
  return invalid(
    `Invalid value ${said} for parameter '${name}' supplied:  Hint: Value was of type '${pythonType(value)}'. See the API docs for more information about request parameters.`,
  );
}

/** @throws MlflowError where it is there and no whole number */
export function wholeOf(name: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  if (typeof value === 'string' && /^-?\d{1,19}$/.test(value)) return Number(value);
  throw wrong(name, value);
}

/** NaN and infinities may be words, bare as Python writes them or in quotes. @throws MlflowError */
export function numberOf(name: string, value: unknown): number {
  if (value === undefined || value === null) throw missing(name);
  if (typeof value === 'number') return value;
  if (value === 'NaN') return Number.NaN;
  if (value === 'Infinity' || value === '-Infinity') return Number(value);
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) && !/^\s*[-+]?0[xob]/i.test(value))
    return Number(value);
  throw wrong(name, value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      // Python's own JSON has bare words where JSON has none.
      return JSON.parse(
        text.replace(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g, (found) => (found.startsWith('"') ? found : `"${found}"`)),
      );
    } catch {
      throw new MlflowError('BAD_REQUEST', 'The body of the request is no JSON.');
    }
  }
}

function isMessage(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}

function pythonType(value: unknown): string {
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return Array.isArray(value) ? 'list' : 'dict';
}
