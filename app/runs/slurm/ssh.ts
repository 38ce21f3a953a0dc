import { spawn } from 'node:child_process';
import { closeSync, createReadStream, fsyncSync, openSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { posix } from 'node:path';
import { eventFiles, spool } from '../../spool/folder.ts';
import { CommandError, type Commands } from './commands.ts';
import { quoted } from './sbatch.ts';
import type { Asked, Looked, SpoolSide } from './spool-side.ts';

/** The user's own ssh: its config, agent and multiplexing; it may ask for nothing, since nobody is there to answer. A dead line is noticed within half a minute. */
const options = ['-T', '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10', '-o', 'ServerAliveInterval=10', '-o', 'ServerAliveCountMax=2'];
/** What ssh itself ends with, rather than what it runs there. */
const lineFailed = 255;
const patience = 120_000;

type Input = Uint8Array | string | { file: string };
interface Ran {
  code: number;
  output: Buffer;
  stderr: string;
}

/** @throws CommandError where the line is cut */
async function ssh(host: string, command: string, { input, into }: { input?: Input; into?: number } = {}): Promise<Ran> {
  // A login shell: that is where sites put Slurm on the PATH.
  const child = spawn('ssh', [...options, host, `bash -lc ${quoted(command)}`], {
    stdio: ['pipe', into ?? 'pipe', 'pipe'],
    timeout: patience,
  });
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin!.on('error', () => {});
  if (typeof input === 'object' && 'file' in input) createReadStream(input.file).pipe(child.stdin!);
  else child.stdin!.end(input ?? '');
  let stderr = '';
  child.stderr!.setEncoding('utf8').on('data', (said: string) => {
    stderr += said;
  });
  const read = child.stdout === null ? Promise.resolve() : new Promise<void>((resolve) => child.stdout!.on('end', resolve));
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', () => reject(new CommandError('There is no ssh on this machine.', true)));
    child.on('exit', (exit) => resolve(exit ?? lineFailed));
  });
  await read;
  // A line that others will use as well (ControlPersist) stays in the background, and holds this open.
  await new Promise((resolve) => setImmediate(resolve));
  child.stderr!.destroy();
  if (code === lineFailed) throw new CommandError(lastLine(stderr) || `The line to ${host} was cut.`, true);
  return { code, output: Buffer.concat(chunks), stderr };
}

export function sshCommands(host: string): Commands {
  return {
    async run(name, args, input) {
      const command = ['env', 'SLURM_TIME_FORMAT=%s', name, ...args].map(quoted).join(' ');
      const { code, output, stderr } = await ssh(host, command, { input });
      if (code === 0) return output.toString('utf8');
      const said = stderr
        .replace(/^\w+: (error: )?/gm, '')
        .trim()
        .replaceAll('\n', ' ');
      throw new CommandError(
        said || `${name} ended with ${code}.`,
        code === 127 || /contact|connect|timed out|Socket|communication/i.test(said),
      );
    },
  };
}

/** Spools on a file system of the other machine, fetched as far as they have grown. */
export function sshSide(host: string): SpoolSide {
  async function sure(command: string, given: Parameters<typeof ssh>[2] = {}): Promise<Buffer> {
    const { code, output, stderr } = await ssh(host, command, given);
    if (code === 0) return output;
    throw new Error(`${host}: ${lastLine(stderr) || `the shell ended with ${code}`}`);
  }
  const putting = (file: string) => `cat > ${quoted(`${file}.tmp`)} && mv ${quoted(`${file}.tmp`)} ${quoted(file)}`;

  return {
    put: async (file, bytes) => void (await sure(putting(file), { input: bytes })),
    putFile: async (file, from) => void (await sure(putting(file), { input: { file: from } })),
    makeFolders: async (...folders) => void (await sure(`mkdir -p ${folders.map(quoted).join(' ')}`)),
    async look(asked) {
      if (asked.length === 0) return [];
      return looksOf(await sure(asked.map(lookCommand).join('\n')), asked.length);
    },
    async tail(file, bytes) {
      const { code, output } = await ssh(host, `tail -c ${bytes} ${quoted(file)}`);
      return code === 0 ? output.toString('utf8') : null;
    },
    async fetch(file, to) {
      const temporary = `${to}.${process.pid}.tmp`;
      const handle = openSync(temporary, 'w');
      try {
        const { code } = await ssh(host, `cat ${quoted(file)}`, { into: handle });
        fsyncSync(handle);
        if (code === 0) await rename(temporary, to);
        return code === 0;
      } finally {
        closeSync(handle);
        await rm(temporary, { force: true });
      }
    },
    remove: async (...paths) => void (await sure(`rm -rf ${paths.map(quoted).join(' ')}`)),
    async list(folder) {
      const { code, output } = await ssh(host, `ls -1 ${quoted(folder)}`);
      return code === 0
        ? output
            .toString('utf8')
            .split('\n')
            .filter((name) => name !== '')
        : [];
    },
    async clockBeside(folder) {
      const file = quoted(posix.join(folder, 'clock'));
      const [now, written] = (await sure(`touch ${file} && date +%s.%N && stat -c %.Y ${file} && rm ${file}`))
        .toString('utf8')
        .split('\n')
        .map(Number);
      return { now: now * 1000, written: written * 1000 };
    },
  };
}

/** A line with the names of its event files, one with how many bytes follow, and those; listed before they are read. */
function lookCommand({ folder, position: { file, offset }, most }: Asked): string {
  const events = quoted(posix.join(folder, spool.events(file)));
  return [
    `echo $(cd ${quoted(folder)} 2>/dev/null && ls -1 | grep '^events\\.' | tr '\\n' ' ')`,
    `s=$(stat -c %s ${events} 2>/dev/null || echo 0); n=$((s - ${offset})); [ $n -lt 0 ] && n=0; [ $n -gt ${most} ] && n=${most}; echo $n`,
    `[ $n -gt 0 ] && tail -c +${offset + 1} ${events} | head -c $n; true`,
  ].join('\n');
}

function looksOf(answer: Buffer, count: number): Looked[] {
  let at = 0;
  const line = () => {
    const end = answer.indexOf(0x0a, at);
    const found = answer.toString('utf8', at, end);
    at = end + 1;
    return found;
  };
  return Array.from({ length: count }, () => {
    const files = eventFiles(line().split(' '));
    const length = Number(line());
    const bytes = answer.subarray(at, at + length);
    at += length;
    return { files, bytes };
  });
}

function lastLine(said: string): string {
  return said.trim().split('\n').at(-1) ?? '';
}
