import { Hono } from 'hono';
import { answer, errorAnswer, plainAnswer } from './answer.ts';
import { addressAsk, type Ask, readAsk } from './ask.ts';
import { artifactRoutes, listRunArtifacts } from './artifacts.ts';
import type { Desk } from './desk.ts';
import * as experiments from './experiments.ts';
import { getHistory } from './metrics.ts';
import * as runs from './runs.ts';

type Handle = (desk: Desk, ask: Ask) => Response;
type Method = 'GET' | 'POST';

/** The tracking REST that MLflow's clients speak, 2.x and 3.x. */
const table: [methods: Method[], path: string, handle: Handle][] = [
  [['POST'], 'experiments/create', experiments.createExperiment],
  [['GET'], 'experiments/get', experiments.getExperiment],
  [['GET'], 'experiments/get-by-name', experiments.getExperimentByName],
  [['GET'], 'experiments/list', experiments.listExperiments],
  [['GET', 'POST'], 'experiments/search', experiments.searchExperiments],
  [['POST'], 'experiments/update', experiments.updateExperiment],
  [['POST'], 'experiments/delete', experiments.deleteExperiment],
  [['POST'], 'experiments/restore', experiments.restoreExperiment],
  [['POST'], 'experiments/set-experiment-tag', experiments.setExperimentTag],
  [['POST'], 'experiments/delete-experiment-tag', experiments.deleteExperimentTag],
  [['POST'], 'runs/create', runs.createRun],
  [['GET'], 'runs/get', runs.getRun],
  [['POST'], 'runs/update', runs.updateRun],
  [['POST'], 'runs/delete', runs.deleteRun],
  [['POST'], 'runs/restore', runs.restoreRun],
  [['POST'], 'runs/search', runs.searchRuns],
  [['POST'], 'runs/log-metric', runs.logMetric],
  [['POST'], 'runs/log-parameter', runs.logParam],
  [['POST'], 'runs/log-batch', runs.logBatch],
  [['POST'], 'runs/log-inputs', runs.logInputs],
  [['POST'], 'runs/set-tag', runs.setTag],
  [['POST'], 'runs/delete-tag', runs.deleteTag],
  [['GET'], 'metrics/get-history', getHistory],
  [['GET'], 'artifacts/list', listRunArtifacts],
  // Asked by a client of 3.x before it lists a run's files; there are no models here.
  [['POST'], 'logged-models/search', () => answer({})],
];

const roots = ['/api/2.0/mlflow', '/ajax-api/2.0/mlflow', '/api/3.0/mlflow', '/ajax-api/3.0/mlflow'];

export function mlflowRoutes(desk: Desk): Hono {
  const app = new Hono();
  for (const root of roots) {
    for (const [methods, path, handle] of table) {
      for (const method of methods) {
        app.on(method, `${root}/${path}`, async ({ req }) => handle(desk, method === 'GET' ? addressAsk(req.raw) : await readAsk(req.raw)));
      }
      app.all(`${root}/${path}`, () => plainAnswer(405, '<!doctype html><title>405 Method Not Allowed</title>'));
    }
    app.get(`${root}/server-info`, () => answer(serverInfo));
  }
  app.get('/health', () => plainAnswer(200, 'OK', 'text/plain; charset=utf-8'));
  app.get('/version', () => plainAnswer(200, spokenVersion, 'text/plain; charset=utf-8'));
  app.route('/', artifactRoutes(desk));
  app.all('*', () => plainAnswer(404, '<!doctype html><title>404 Not Found</title>'));
  app.onError((error) => errorAnswer(error));
  return app;
}

/** Whose routes these are, so far as they are here. */
const spokenVersion = '3.17.2';
const serverInfo = {
  store_type: 'SqlStore',
  workspaces_enabled: false,
  trace_archival_enabled: false,
  multipart_uploads_enabled: false,
  multipart_downloads_enabled: false,
};
