import { Hono } from 'hono';
import { askImportance, type ImportanceLine } from '../../shared/api/importance.ts';
import { StudioError } from '../../shared/errors.ts';
import { numberReplacer } from '../../shared/number-json.ts';
import { readJson } from './body.ts';
import type { Parts } from './parts.ts';

/** POST /api/runs/importance of shared/api/importance.ts. */
export function importanceRoutes({ importance }: Parts): Hono {
  const routes = new Hono();
  routes.post('/importance', async ({ req }) => {
    const work = importance(await readJson(req.raw, askImportance));
    const gone = new AbortController();
    const text = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      start(stream) {
        const say = (line: ImportanceLine) => {
          if (!gone.signal.aborted) stream.enqueue(text.encode(`${JSON.stringify(line, numberReplacer)}\n`));
        };
        work
          .run((done) => say({ done }), gone.signal)
          .then(
            (answer) => say({ answer }),
            (error: unknown) => say({ problem: error instanceof StudioError ? error.message : 'It broke off by a fault of this program.' }),
          )
          .finally(() => {
            if (!gone.signal.aborted) stream.close();
          });
      },
      cancel: () => gone.abort(),
    });
    return new Response(body, { headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' } });
  });
  return routes;
}
