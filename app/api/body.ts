import type { z } from 'zod';
import { StudioError } from '../../shared/errors.ts';
import { issuesOf } from '../../shared/resolve-config.ts';

const jsonLimit = 4_000_000;

/** The request's JSON, checked. @throws StudioError invalid with one issue a wrong key */
export async function readJson<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> {
  return check(schema, parse(await readText(request)), 'The request makes no sense');
}

/** As `readJson`, where nothing at all may be said: a request over HTTP has a body even where that is empty. */
export async function readOptionalJson<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> {
  const text = await readText(request);
  return check(schema, text === '' ? {} : parse(text), 'The request makes no sense');
}

async function readText(request: Request): Promise<string> {
  return new TextDecoder().decode(await readBytes(request, jsonLimit));
}

/** The address's query, checked. @throws StudioError invalid */
export function readQuery<Schema extends z.ZodType>(request: Request, schema: Schema): z.output<Schema> {
  return check(schema, Object.fromEntries(new URL(request.url).searchParams), 'The address makes no sense');
}

/** A body of at most `limit` bytes; a longer one is not read to its end. @throws StudioError invalid */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const tooLong = () => new StudioError('invalid', `The request's body is longer than the ${limit.toLocaleString('en')} bytes taken here.`);
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLong();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > limit) throw tooLong();
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0] : new Uint8Array(Buffer.concat(chunks));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StudioError('invalid', 'The request has no JSON in its body.', { cause });
  }
}

function check<Schema extends z.ZodType>(schema: Schema, input: unknown, what: string): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = issuesOf(parsed.error, input);
  throw new StudioError('invalid', `${what}: ${issues.map((issue) => issue.message).join(' ')}`, { issues });
}
