import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PublishedSet } from '../../shared/api/published.ts';
import type { Published } from '../../shared/published.ts';
import { openPublished, type PublishedData, type PublishedOptions } from './published.ts';
import { stopAfter, openStandIn, publishedOf, type StandIn } from './stand-in.ts';

const one = Buffer.from(Uint8Array.from({ length: 100_000 }, (_, at) => (at * 31) % 251));
const two = Buffer.from('labels');
const files = { 'one.bin': one, 'two.bin': two };

let folder: string;
let standIn: StandIn;
const opened: PublishedData[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ganymede-published-'));
  vi.stubEnv('GANYMEDE_DATA', join(folder, 'data'));
  standIn = await openStandIn(files);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((data) => data.close()));
  await standIn.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function openData(published: Published = publishedOf(files, [standIn.address]), options: Partial<PublishedOptions> = {}): PublishedData {
  const data = openPublished({
    sets: [{ name: 'tiny', title: 'Tiny', published }],
    mirror: () => '',
    now: Date.now,
    changed: () => {},
    pause: async (_milliseconds, signal) => signal.throwIfAborted(),
    ...options,
  });
  opened.push(data);
  return data;
}

async function ended(data: PublishedData): Promise<PublishedSet> {
  await vi.waitFor(() => expect(data.list().sets[0]!.state.state).not.toBe('working'), { timeout: 60_000 });
  return data.list().sets[0]!;
}
async function fetched(data: PublishedData): Promise<PublishedSet> {
  data.start('tiny');
  return ended(data);
}
/** The connection is cut once so many bytes have come. */
async function fetchedWithCut(data: PublishedData, bytes: number): Promise<PublishedSet> {
  data.start('tiny');
  await vi.waitFor(() => expect(data.list().sets[0]!.state).toMatchObject({ bytes }), { timeout: 60_000 });
  standIn.cut();
  return ended(data);
}
async function refusal(data: PublishedData): Promise<string> {
  const { state } = await fetched(data);
  // Nothing half-made is ever where a whole set is looked for.
  expect(readdirSync(join(folder, 'data')).filter((name) => name !== 'tiny.part')).toEqual([]);
  return state.state === 'away' ? (state.sentence ?? '') : state.state;
}
const lying = (name: string) => readFileSync(join(folder, 'data', 'tiny', name));

test('a set comes whole, and its folder holds its files alone', async () => {
  const data = openData();
  expect(data.list().sets[0]).toMatchObject({ name: 'tiny', state: { state: 'away', bytes: 0, of: 100_006, sentence: null } });
  expect(data.start('tiny').state).toMatchObject({ state: 'working', phase: 'fetching', of: 100_006 });
  expect(() => data.start('tiny')).toThrow('Tiny is being fetched already');
  expect(await ended(data)).toMatchObject({ state: { state: 'here' }, folder: join(folder, 'data', 'tiny') });
  expect([lying('one.bin'), lying('two.bin')]).toEqual([one, two]);
  expect(readdirSync(join(folder, 'data'))).toEqual(['tiny']);
  expect(() => data.start('tiny')).toThrow('Tiny is here already');
  expect(() => data.start('tinny')).toThrow('Did you mean tiny?');
});

test('a folder of its name that is not whole is mended where it stands, and what else lies in it stays', async () => {
  mkdirSync(join(folder, 'data', 'tiny', 'raw'), { recursive: true });
  writeFileSync(join(folder, 'data', 'tiny', 'raw', 'mine'), 'of years');
  writeFileSync(join(folder, 'data', 'tiny', 'one.bin'), 'cut');
  expect((await fetched(openData())).state.state).toBe('here');
  expect([lying('one.bin'), lying('two.bin'), lying('raw/mine').toString()]).toEqual([one, two, 'of years']);
  expect(readdirSync(join(folder, 'data'))).toEqual(['tiny']);
});

describe('a connection that breaks off', () => {
  test('is gone on from where it broke, of the same file', async () => {
    standIn.next.push(stopAfter(40_000));
    expect((await fetchedWithCut(openData(), 40_000)).state.state).toBe('here');
    const [first, second] = standIn.asked;
    expect(first).toEqual({ path: '/one.bin', from: null, ifRange: null });
    expect(second!.from).toBe(40_000);
    expect(second!.ifRange).toBe('"one"');
    expect(lying('one.bin')).toEqual(one);
  });

  test('begins anew where the file is another meanwhile, or the server knows no ranges', async () => {
    standIn.next.push(stopAfter(40_000, '"older"'));
    expect((await fetchedWithCut(openData(), 40_000)).state.state).toBe('here');
    expect(standIn.asked[1]).toMatchObject({ ifRange: '"older"' });
    expect(lying('one.bin')).toEqual(one);
  });

  test('is given up after some tries without a byte, and gone on from later', async () => {
    standIn.next.push(stopAfter(40_000));
    for (let at = 0; at < 10; at += 1) standIn.next.push((_request, response) => response.destroy());
    const data = openData();
    const { state } = await fetchedWithCut(data, 40_000);
    const sentence = expect.stringMatching(/broke off 4 times in a row.*What has come is kept/);
    expect(state).toEqual({ state: 'away', bytes: 40_000, of: 100_006, sentence });
    standIn.next.length = 0;
    expect((await fetched(data)).state.state).toBe('here');
    expect(standIn.asked.at(-2)).toMatchObject({ path: '/one.bin', from: 40_000 });
  });

  test('by silence counts the same', async () => {
    standIn.next.push(stopAfter(1000));
    expect((await fetched(openData(undefined, { patience: 300 }))).state.state).toBe('here');
    expect(standIn.asked[1]!.from).toBe(1000);
  });

  test('on a server that is busy for now is tried again', async () => {
    standIn.next.push((_request, response) => response.writeHead(503).end());
    expect((await fetched(openData())).state.state).toBe('here');
  });
});

describe('what is not the published file', () => {
  const other = Buffer.from(one.map((value, at) => (at === 70_000 ? value + 1 : value)));

  test('of the same length is told by its sum, deleted, and asked for elsewhere', async () => {
    const wrong = await openStandIn({ ...files, 'one.bin': other });
    const data = openData(publishedOf(files, [wrong.address]));
    expect(await refusal(data)).toMatch(/gave a one.bin that is not the published one: its sha256 differs. It was deleted/);
    expect(readdirSync(join(folder, 'data', 'tiny.part', 'whole'))).toEqual([]);
    expect((await fetched(openData(publishedOf(files, [wrong.address, standIn.address])))).state.state).toBe('here');
    expect(lying('one.bin')).toEqual(one);
    await wrong.close();
  });

  test('of another length is not even fetched; more than was said is cut', async () => {
    const long = await openStandIn({ ...files, 'one.bin': Buffer.concat([one, one]) });
    expect(await refusal(openData(publishedOf(files, [long.address])))).toMatch(/is 200000 bytes long; the published one is 100000/);
    await long.close();
    standIn.next.push((_request, response, content) => {
      response.writeHead(200);
      response.end(Buffer.concat([content, content]));
    });
    expect(await refusal(openData())).toMatch(/sends more than the 100000 bytes/);
  });

  test('half of one and half of another is found out, and begun anew', async () => {
    standIn.next.push((_request, response) => {
      response.writeHead(200, { 'content-length': other.length });
      response.write(Buffer.alloc(30_000));
    });
    expect((await fetchedWithCut(openData(), 30_000)).state.state).toBe('here');
    expect(standIn.asked.map(({ from }) => from)).toEqual([null, 30_000, null, null]);
    expect(lying('one.bin')).toEqual(one);
  });

  test('on the disk already is not believed either; what is right is taken and not fetched', async () => {
    mkdirSync(join(folder, 'data', 'tiny'), { recursive: true });
    mkdirSync(join(folder, 'data', 'tiny.part'));
    writeFileSync(join(folder, 'data', 'tiny', 'one.bin'), other);
    writeFileSync(join(folder, 'data', 'tiny.part', 'two.bin'), two);
    expect((await fetched(openData())).state.state).toBe('here');
    expect(standIn.asked.map(({ path }) => path)).toEqual(['/one.bin']);
    expect(lying('one.bin')).toEqual(one);
  });
});

describe('an address', () => {
  test('that leads to another host is not followed; one on the same host is', async () => {
    standIn.next.push((_request, response) => response.writeHead(302, { location: 'http://localhost:1/one.bin' }).end());
    expect(await refusal(openData())).toMatch(/leads on to localhost:1, which is not followed/);
    standIn.next.push((_request, response) => response.writeHead(301, { location: '/moved/one.bin' }).end());
    expect((await fetched(openData())).state.state).toBe('here');
  });

  test('that leads in circles, lacks the file, refuses or is not there ends with what it said', async () => {
    for (let at = 0; at < 6; at += 1) standIn.next.push((_request, response) => response.writeHead(302, { location: '/one.bin' }).end());
    expect(await refusal(openData())).toMatch(/from address to address without an end/);
    standIn.next.length = 0;
    expect(await refusal(openData(publishedOf({ 'gone.bin': one }, [standIn.address])))).toMatch(/has no such file any more \(gone.bin\)/);
    standIn.next.push((_request, response) => response.writeHead(403).end());
    expect(await refusal(openData())).toMatch(/answers with status 403 \(one.bin\)/);
    const { address } = standIn;
    await standIn.close();
    expect(await refusal(openData(publishedOf(files, [address])))).toMatch(/refuses the connection. Files that you bring/);
    const nowhere = publishedOf(files, ['http://nowhere.invalid/']);
    expect(await refusal(openData(nowhere))).toMatch(
      /nowhere.invalid can’t be reached: .*Files that you bring yourself into .*tiny.part are taken/,
    );
  });

  test('of a mirror is asked instead, by the names of set and file', async () => {
    const data = openData(publishedOf(files, ['http://nowhere.invalid/']), { mirror: () => `${standIn.address}copies` });
    expect((await fetched(data)).state.state).toBe('here');
    expect(standIn.asked.map(({ path }) => path)).toEqual(['/copies/tiny/one.bin', '/copies/tiny/two.bin']);
    rmSync(join(folder, 'data'), { recursive: true });
    expect(await refusal(openData(undefined, { mirror: () => 'here' }))).toMatch(/The mirror here is no address/);
  });
});

test('a full disk is said before, and what came is removed where it is found on the way', async () => {
  expect(await refusal(openData(undefined, { freeBytes: () => 100_005 }))).toMatch(/has 0.1 MB free, and 0.1 MB are needed/);
  const data = openData(undefined, {
    pause: () => Promise.reject(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })),
  });
  standIn.next.push(stopAfter(10_000));
  expect((await fetchedWithCut(data, 10_000)).state).toMatchObject({ sentence: 'The disk is full; what was fetched is removed again.' });
  expect(readdirSync(join(folder, 'data'))).toEqual([]);
});

test('cancelled, it keeps what came and goes on from there', async () => {
  standIn.next.push(stopAfter(50_000));
  const data = openData();
  data.start('tiny');
  await vi.waitFor(() => expect(data.list().sets[0]!.state).toMatchObject({ bytes: 50_000 }), { timeout: 60_000 });
  expect((await data.cancel('tiny')).state).toMatchObject({ state: 'away', bytes: 50_000, sentence: expect.stringContaining('Cancelled') });
  expect((await fetched(data)).state.state).toBe('here');
  expect(standIn.asked[1]).toMatchObject({ from: 50_000, ifRange: '"one"' });
});

test('two studios don’t fetch one set at once; a mark that was left behind does not bind', async () => {
  standIn.next.push((_request, response) => response.writeHead(200, { 'content-length': one.length }).write('x'));
  const [first, second] = [openData(), openData()];
  first.start('tiny');
  await vi.waitFor(() => expect(standIn.asked).toHaveLength(1), { timeout: 60_000 });
  expect(() => second.start('tiny')).toThrow(`Tiny is being fetched already, by process ${process.pid} on ${hostname()}`);
  await first.cancel('tiny');
  const mark = join(folder, 'data', 'tiny.part', 'fetching.json');
  writeFileSync(mark, JSON.stringify({ pid: 1, host: 'elsewhere' }));
  expect(() => second.start('tiny')).toThrow('by process 1 on elsewhere');
  utimesSync(mark, Date.now() / 1000 - 600, Date.now() / 1000 - 600);
  expect((await fetched(second)).state.state).toBe('here');
});

describe('an archive', () => {
  const tar = async (entries: Parameters<typeof packTar>[0]) => gzipSync(Buffer.from(await packTar(entries)));
  const members = { 'set.tar.gz': [{ path: 'set/one.bin', bytes: one.length }] };
  const open = async (archive: Buffer) => {
    const served = { 'set.tar.gz': archive };
    await standIn.close();
    standIn = await openStandIn(served);
    return openData(publishedOf(served, [standIn.address], members));
  };

  test('is unpacked to what is named, and nothing else of it reaches the disk', async () => {
    const data = await open(
      await tar([
        { header: { name: '../../evil.bin', size: 4 }, body: 'evil' },
        { header: { name: '/tmp/evil.bin', size: 4 }, body: 'evil' },
        { header: { name: 'set/', type: 'directory', size: 0 } },
        { header: { name: 'set/link', type: 'symlink', linkname: '/etc/passwd', size: 0 } },
        { header: { name: 'set/one.bin', size: one.length }, body: one },
        { header: { name: 'set/readme.html', size: 2 }, body: 'hi' },
      ]),
    );
    expect((await fetched(data)).state.state).toBe('here');
    expect(readdirSync(join(folder, 'data', 'tiny'))).toEqual(['one.bin']);
    expect(lying('one.bin')).toEqual(one);
    expect(readdirSync(folder)).toEqual(['data']);
  });

  test('without what is named, with a link in its place, of another length or cut is refused', async () => {
    expect(await refusal(await open(await tar([{ header: { name: 'one.bin', size: 2 }, body: 'hi' }])))).toMatch(
      /does not hold set\/one.bin/,
    );
    const link = await tar([{ header: { name: 'set/one.bin', type: 'symlink', linkname: '/etc/passwd', size: 0 } }]);
    expect(await refusal(await open(link))).toMatch(/does not hold set\/one.bin/);
    expect(await refusal(await open(await tar([{ header: { name: 'set/one.bin', size: 2 }, body: 'hi' }])))).toMatch(
      /is 2 bytes long; it should be/,
    );
    const cut = (await tar([{ header: { name: 'set/one.bin', size: one.length }, body: one }])).subarray(0, 300);
    expect(await refusal(await open(cut))).not.toBe('here');
  });
});
