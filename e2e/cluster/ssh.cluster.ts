import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ClusterReport } from '../../shared/api/cluster.ts';
import { ended, hasCheckpoint, lasting as shorter, onSlurm, openDesk, preempt, slurm } from './desk.ts';

/** The cluster by way of ssh: a loopback sshd with a key, and a line that can be cut. */
const folder = mkdtempSync(join(tmpdir(), 'ganymede-ssh-'));
const spool = join(folder, 'shared');
const checkout = resolve(import.meta.dirname, '..', '..');
/** A look over ssh takes longer, and something is to happen meanwhile. */
const lasting = { ...shorter, steps: 10_000, recording: { ...shorter.recording, checkpointEvery: 500 } };
const elsewhere = { host: 'cluster', spool, checkout, node: process.execPath };
const path = process.env.PATH;
let desk: ReturnType<typeof openDesk>;
let here: string[];
let server: { cut(): void; mend(): void };

beforeAll(async () => {
  server = await startServer();
  desk = openDesk(join(folder, 'workspace'));
  const id = await desk.train(undefined, lasting);
  await desk.until(id, ended);
  here = await desk.points(id);
});
afterAll(async () => {
  await desk?.close();
  process.env.PATH = path;
  server?.cut();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 });
});

/** One that anybody of this machine with the key may enter; ssh finds it by a config of its own, as a user's would. */
async function startServer(): Promise<typeof server> {
  const program = ['/usr/sbin/sshd', '/usr/bin/sshd'].find(existsSync) ?? install();
  const keys = join(folder, 'keys');
  mkdirSync(keys, { mode: 0o700 });
  mkdirSync(spool);
  for (const name of ['host', 'user']) execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(keys, name)]);
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true });
  const port = await freePort();
  const config = [
    ...[
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${keys}/host`,
      `AuthorizedKeysFile ${keys}/user.pub`,
      'StrictModes no',
      'UsePAM no',
    ],
    ...[
      'PasswordAuthentication no',
      'PermitRootLogin prohibit-password',
      `PidFile ${folder}/sshd.pid`,
      `SetEnv SLURM_CONF=${process.env.SLURM_CONF}`,
    ],
  ];
  writeFileSync(join(folder, 'sshd_config'), config.join('\n'));
  const commands = join(folder, 'commands');
  mkdirSync(commands);
  const client = `Host cluster\n  HostName 127.0.0.1\n  Port ${port}\n  User ${userInfo().username}\n  IdentityFile ${keys}/user\n  IdentitiesOnly yes\n  StrictHostKeyChecking no\n  UserKnownHostsFile /dev/null\n  LogLevel ERROR\n  ControlMaster auto\n  ControlPath ${folder}/line\n  ControlPersist 60\n`;
  writeFileSync(join(folder, 'ssh_config'), client);
  writeFileSync(
    join(commands, 'ssh'),
    `#!/bin/sh\nexec ${execFileSync('sh', ['-c', 'command -v ssh']).toString().trim()} -F ${folder}/ssh_config "$@"\n`,
  );
  chmodSync(join(commands, 'ssh'), 0o755);
  process.env.PATH = `${commands}:${path}`;
  let child: ReturnType<typeof spawn> | undefined;
  const mend = () => {
    child = spawn(program, ['-D', '-f', join(folder, 'sshd_config')], { stdio: 'ignore' });
  };
  const cut = () => {
    child?.kill('SIGKILL');
    spawnSync('ssh', ['-O', 'exit', 'cluster'], { stdio: 'ignore' });
  };
  mend();
  while (spawnSync('ssh', ['cluster', 'true'], { stdio: 'ignore' }).status !== 0) await pause(100);
  return { cut, mend };
}

function install(): string {
  const done = spawnSync('apt-get', ['install', '-yq', '--no-install-recommends', 'openssh-server'], { stdio: 'ignore' });
  if (done.status !== 0)
    throw new Error('There is no sshd, and Debian’s openssh-server could not be installed: nothing was tested over ssh.');
  return '/usr/sbin/sshd';
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const listening = createServer().listen(0, '127.0.0.1', () => {
      const { port } = listening.address() as { port: number };
      listening.close(() => found(port));
    });
  });
}

async function isAsHere(id: string): Promise<void> {
  const detail = await desk.until(id, ended);
  expect([detail.run.status, detail.run.sentence]).toEqual(['finished', `All ${lasting.steps} steps are done.`]);
  expect(await desk.points(id)).toEqual(here);
  expect(detail.checkpoints.map(({ step }) => step)).toEqual(expect.arrayContaining([9500, lasting.steps]));
  expect(detail.checkpoints.every(({ state }) => state === 'there')).toBe(true);
}

it('refuses a login node of which the folders are not known, and says what a node there has', async () => {
  await expect(desk.train({ executor: 'slurm', resources: { host: 'cluster' } })).rejects.toThrow(/shared folder there/);
  const report = await desk.json<ClusterReport>('POST', '/api/cluster/doctor', { resources: { ...elsewhere, memory: '1500M' } });
  expect(report).toMatchObject({ isShared: true, cores: 1 });
});

it('trains there as it does here, preempted on the way', async () => {
  const id = await desk.train(onSlurm(elsewhere), lasting);
  await desk.until(id, hasCheckpoint(200));
  await preempt();
  await desk.until(id, ({ run: { sentence } }) => /waits again/.test(sentence));
  await isAsHere(id);
});

it('is taken up again by the next studio', async () => {
  const id = await desk.train(onSlurm(elsewhere), lasting);
  const { job } = await desk.until(id, hasCheckpoint(200));
  await desk.close();
  expect(await slurm('squeue', '-h', '-o', '%T', '-j', job!.job!)).toBe('RUNNING');
  desk = openDesk(join(folder, 'workspace'));
  await isAsHere(id);
});

it('loses nothing by a line that is cut, and says so', async () => {
  const id = await desk.train(onSlurm(elsewhere), lasting);
  await desk.until(id, hasCheckpoint(200));
  server.cut();
  const cut = await desk.until(id, ({ job }) => job?.trouble != null);
  expect(cut.job!.trouble).toMatch(/^Slurm on cluster does not answer since/);
  expect(cut.run.status).toBe('running');
  await pause(20_000);
  expect((await desk.detail(id)).run.status).toBe('running');
  server.mend();
  await isAsHere(id);
  expect((await desk.detail(id)).job).toMatchObject({ isOver: true, trouble: null });
});

it('is stopped from here, with a checkpoint', async () => {
  const id = await desk.train(onSlurm(elsewhere), { ...lasting, steps: 200_000 });
  await desk.until(id, hasCheckpoint(200));
  await desk.json('POST', `/api/runs/${id}/stop`);
  const { run, checkpoints } = await desk.until(id, ended);
  expect(run.status).toBe('stopped');
  expect(checkpoints.at(-1)!.step).toBe(run.step);
});
