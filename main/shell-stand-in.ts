import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { hasEnded, type Run } from '../shared/run.ts';

/**
 * Runs the built main process with the stand-in for `electron`, trains one short run on each of `--backends` (wasm where it is left
 * out) through the studio's own scheme, and prints how they ended and what was asked of Electron, in order, as one JSON line:
 * `node main/shell-stand-in.ts --workspace DIR`. With `--training` one more run is in training when it quits. With `--app DIR` it is the
 * main process of an unpacked package instead of the checkout's.
 */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: new URL('./electron-stand-in.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});

const electron = await import('./electron-stand-in.ts');
const root = argument('--app') ?? join(import.meta.dirname, '..');
await import(pathToFileURL(join(root, 'out/main/index.js')).href);
electron.note('main evaluated');
electron.app.becomeReady();
while (!electron.handled.has('studio') || electron.BrowserWindow.all.length === 0) await turn();
const answer = electron.handled.get('studio');
if (answer === undefined) throw new Error('The scheme is not handled.');

const page = await answer(new Request('studio://app/'));
const foreign = await answer(new Request('studio://elsewhere/'));
const runs: { status: string; sentence: string; environment: unknown }[] = [];
for (const backend of (argument('--backends') ?? 'wasm').split(',')) {
  const created = await answer(post('studio://app/api/runs', { config: configOn(backend) }));
  let run = (await created.json()) as Run;
  while (!hasEnded(run.status)) {
    await turn();
    run = ((await (await answer(new Request(`studio://app/api/runs/${run.id}`))).json()) as { run: Run }).run;
  }
  runs.push({ status: run.status, sentence: run.sentence, environment: run.environment });
}
electron.app.once('quit', () => {
  const calls = electron.calls.map(({ what, with: args }) => ({ what, with: JSON.parse(JSON.stringify(args)) }));
  console.log(
    JSON.stringify({
      page: { status: page.status, policy: page.headers.get('content-security-policy') },
      foreign: foreign.status,
      runs,
      calls,
    }),
  );
  process.exit(0);
});
if (process.argv.includes('--training')) {
  const created = await answer(post('studio://app/api/runs', { config: { ...configOn('wasm'), steps: 1_000_000 } }));
  const { id } = (await created.json()) as Run;
  const isTraining = async () => {
    const { run } = (await (await answer(new Request(`studio://app/api/runs/${id}`))).json()) as { run: Run };
    return run.status === 'running' && run.step > 0;
  };
  while (!(await isTraining())) await turn();
}
// As a session that ends, or a terminal that is closed: often told twice.
process.once('SIGHUP', () => process.kill(process.pid, 'SIGHUP'));
process.kill(process.pid, 'SIGHUP');

/** The smallest that is a real one: a software driver plays it too. */
function configOn(backend: string): object {
  const params = { latentSize: 2, generatorWidth: 4, generatorDepth: 1, criticWidth: 4, criticDepth: 1, batch: 8, criticSteps: 1 };
  const recording = { metricsEvery: 0, distributionsEvery: 0, samplesEvery: 0, checkpointEvery: 0 };
  return { recipe: 'wgan', dataset: 'ring8', backend, params, steps: 3, recording };
}

function argument(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at >= 0 ? process.argv[at + 1] : undefined;
}

function post(address: string, body: unknown): Request {
  return new Request(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}
