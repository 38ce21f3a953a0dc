import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Chromium brings a Vulkan driver that computes on the processor: enough to try WebGPU without a GPU. */
const emulator = '/usr/lib/chromium';
const emulatorDriver = `${emulator}/vk_swiftshader_icd.json`;
export const emulatedGpu: Record<string, string> = existsSync(emulatorDriver)
  ? { VK_ICD_FILENAMES: emulatorDriver, LD_LIBRARY_PATH: emulator }
  : {};

/**
 * What an async function, given as text, returns in a process of its own: drivers and libraries stay out of the test's, and the emulator
 * is found by its environment. It is handed all that `files` of app/ export; what it throws comes back as a refusal.
 */
export function givenElsewhere<Given>(
  files: string[],
  work: string,
  environment: Record<string, string> = {},
): Given | { refused: string } {
  const modules = files.map((file) => `import(${JSON.stringify(new URL(`../${file}`, import.meta.url).href)})`);
  const script = `
    const modules = Object.assign({}, ...(await Promise.all([${modules.join(', ')}])));
    const given = await (${work})(modules).catch((error) => ({ refused: error.message }));
    process.stdout.write(JSON.stringify(given), () => process.exit(0));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  return stdout === '' ? { refused: `The process died: ${stderr}` } : JSON.parse(stdout);
}
