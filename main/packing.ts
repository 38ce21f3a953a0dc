import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type AfterPackContext as PackContext, Arch } from 'electron-builder';

/** Called by electron-builder. Node, Dawn and the picture reader in a package are those of the machine that it is made on. */
export function beforePack({ electronPlatformName, arch }: PackContext): void {
  const target = `${electronPlatformName} ${Arch[arch]}`;
  const here = `${process.platform} ${process.arch}`;
  if (target !== here) {
    throw new Error(`A package for ${target} is made on such a machine; this one is ${here}, and so are the programs that it would hold.`);
  }
}

/** Called by electron-builder: says how large the package is, and what of it computes. */
export function afterPack({ appOutDir, packager, electronPlatformName }: PackContext): void {
  const resources =
    electronPlatformName === 'darwin'
      ? join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Resources')
      : join(appOutDir, 'resources');
  const modules = join(resources, 'app.asar.unpacked', 'node_modules');
  const parts = {
    archive: join(resources, 'app.asar'),
    Node: join(resources, 'node'),
    Dawn: join(modules, 'webgpu'),
    sharp: join(modules, '@img'),
    "libtorch's addon": join(resources, 'app.asar.unpacked', 'out', 'native', 'torch.node'),
  };
  const sizes = Object.entries(parts).map(([name, path]) => `${name} ${existsSync(path) ? megabytes(path) : 'not in it'}`);
  process.stdout.write(`Packed ${megabytes(appOutDir)} into ${appOutDir}: ${sizes.join(', ')}.\n`);
}

function megabytes(path: string): string {
  return `${(bytesOf(path) / 1e6).toFixed(1)} MB`;
}

function bytesOf(path: string): number {
  const stat = statSync(path);
  return stat.isDirectory() ? readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0) : stat.size;
}
