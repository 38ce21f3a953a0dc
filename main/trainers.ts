import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { utilityProcess } from 'electron';
import { launchNode } from '../app/runs/launch-node.ts';
import { type BackendChoice, partsOf } from '../shared/backend-choice.ts';
import type { LaunchTrainer, TrainerEvent } from '../shared/trainer-protocol.ts';

const stderrKept = 8_000;

/**
 * The desktop's trainers. Those that may compute by WebGPU run in the project's own Node, which is shipped beside the app: Dawn needs
 * buffers that Electron's memory cage refuses, so `auto`, decided in Electron, would never find the GPU. The rest are utility
 * processes. `root` is the folder of package.json: a checkout, or the archive.
 */
export function launchDesktop(codeVersion: string, root: string): LaunchTrainer {
  const inElectron = launchUtility(codeVersion);
  const node = ownNode(root);
  if (!existsSync(node.program) || !existsSync(node.entry)) return inElectron;
  const inNode = launchNode({ version: codeVersion, ...node });
  return (options) => (mayUseWebgpu(options.backend) ? inNode(options) : inElectron(options));
}

function mayUseWebgpu(backend: BackendChoice): boolean {
  const { name } = partsOf(backend);
  return name === 'auto' || name === 'webgpu';
}

/** Node can't read the archive; what it runs lies unpacked beside it. */
function ownNode(root: string): { program: string; entry: string } {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const isPacked = root.endsWith('.asar');
  return {
    program: isPacked ? join(dirname(root), 'node', name) : join(root, 'node_modules', 'node', 'bin', name),
    entry: join(isPacked ? `${root}.unpacked` : root, 'out', 'trainer', 'node-child.cjs'),
  };
}

/** Their V8 heap is capped by pointer compression; tensors of wasm and GPUs live outside it. */
function launchUtility(codeVersion: string): LaunchTrainer {
  return ({ name }) => {
    const child = utilityProcess.fork(join(import.meta.dirname, 'trainer.js'), [codeVersion], {
      serviceName: name,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env },
    });
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString()).slice(-stderrKept);
    });
    return {
      get pid() {
        return child.pid;
      },
      post: (order) => child.postMessage(order),
      onEvent: (listen) => {
        child.on('message', (event: TrainerEvent) => listen(event));
      },
      onExit: (listen) => {
        // Utility processes give no signal: an end by the system is a code other than 0.
        child.once('exit', (code) => listen({ code, signal: null, stderr }));
      },
      kill: () => {
        child.kill();
      },
    };
  };
}
