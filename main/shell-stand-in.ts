import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

/**
 * Runs the built main process with the stand-in for `electron`, trains one short run through the studio's own scheme, and
 * prints what was asked of Electron, in order, as one JSON line: `node main/shell-stand-in.ts --workspace DIR`. With `--app DIR`
 * it is the main process of an unpacked package instead of the checkout's.
 */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: new URL('./electron-stand-in.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});

const electron = await import('./electron-stand-in.ts');
const packed = process.argv.indexOf('--app');
const root = packed >= 0 ? process.argv[packed + 1] : join(import.meta.dirname, '..');
await import(pathToFileURL(join(root, 'out/main/index.js')).href);
electron.note('main evaluated');
electron.app.becomeReady();
while (!electron.handled.has('studio') || electron.BrowserWindow.all.length === 0) await turn();
const answer = electron.handled.get('studio');
if (answer === undefined) throw new Error('The scheme is not handled.');

const page = await answer(new Request('studio://app/'));
const foreign = await answer(new Request('studio://elsewhere/'));
const config = {
  recipe: 'wgan',
  dataset: 'ring8',
  steps: 5,
  recording: { metricsEvery: 0, distributionsEvery: 0, samplesEvery: 0, checkpointEvery: 0 },
};
const created = await answer(post('studio://app/api/runs', { config }));
const run = (await created.json()) as { id: string; status: string };
let status = run.status;
while (!['finished', 'failed', 'stopped', 'interrupted'].includes(status)) {
  await turn();
  const detail = (await (await answer(new Request(`studio://app/api/runs/${run.id}`))).json()) as { run: { status: string } };
  status = detail.run.status;
}
electron.app.once('quit', () => {
  const calls = electron.calls.map(({ what, with: args }) => ({ what, with: JSON.parse(JSON.stringify(args)) }));
  console.log(
    JSON.stringify({
      page: { status: page.status, policy: page.headers.get('content-security-policy') },
      foreign: foreign.status,
      status,
      calls,
    }),
  );
  process.exit(0);
});
electron.app.quit();

function post(address: string, body: unknown): Request {
  return new Request(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}
