import { setTimeout } from 'node:timers/promises';
import type { PublishedSet, PublishedSets } from '../../../shared/api/published.ts';
import type { Catalogue } from '../../../shared/catalogue.ts';
import { StudioError } from '../../../shared/errors.ts';
import { downloadBytes } from '../../../shared/published.ts';
import { type Command, misuse } from '../command.ts';
import { type Door, openDoor } from '../door.ts';
import { exitCodes } from '../exit-codes.ts';
import { heedInterrupt } from '../interrupt.ts';
import { type Output, table } from '../output.ts';

const askEvery = 300;

export const data: Command = {
  name: 'data',
  usage: '[get NAME …]',
  purpose:
    'Lists the sets that others publish, or fetches some of them (mnist, cifar-10 …) into GANYMEDE_DATA, else ~/ganymede-data, each held against its sha256. Begun again, it goes on where it broke off. Licence and citation are said before. GANYMEDE_DATA_MIRROR, or the mirror in Settings, is asked instead of the publishers.',
  operands: ['[get]', '[NAME]…'],
  options: {},
  async run({ operands: [verb, ...names], workspace, output }) {
    if (verb !== undefined && (verb !== 'get' || names.length === 0)) throw misuse(data, 'It takes nothing, or get and the names of sets');
    const door = await openDoor(workspace, output);
    try {
      if (verb === undefined) return await list(door, output);
      for (const name of names) {
        const code = await get(door, name, output);
        if (code !== exitCodes.done) return code;
      }
      return exitCodes.done;
    } finally {
      await door.close();
    }
  },
};

async function list(door: Door, output: Output): Promise<number> {
  const published = await door.json<PublishedSets>('GET', '/api/published');
  const rows = published.sets.map(({ name, state }) => [name, described(state)]);
  const mirror = published.mirror === '' ? '' : `, from ${published.mirror}`;
  output.result({ ...published }, `${table(['set', 'state'], rows)}\nThey are kept in ${published.folder}${mirror}.`);
  return exitCodes.done;
}

async function get(door: Door, name: string, output: Output): Promise<number> {
  const known = await stateOf(door, name);
  if (known?.state.state === 'here') {
    output.result({ set: known }, `${name} is here already, in ${known.folder}.`);
    return exitCodes.done;
  }
  const { datasets } = await door.json<Catalogue>('GET', '/api/catalogue');
  const published = datasets.find((dataset) => dataset.name === name)?.published;
  if (published !== undefined && known !== undefined) {
    const { publisher, page, licence, citation } = published;
    output.event({ type: 'terms', name, publisher, page, licence, citation, bytes: downloadBytes(published) });
    output.say(`${name}, ${megabytes(downloadBytes(published))}, by ${publisher} (${page})\nLicence: ${licence}.\nTo cite: ${citation}`);
  }
  if (known?.state.state !== 'working') await door.json('POST', `/api/published/${encodeURIComponent(name)}`);
  const end = await follow(door, name, output);
  if (end.state.state === 'here') {
    output.result({ set: end }, `${name} is in ${end.folder}. Train on it by: --set dataset.name=${name}`);
    return exitCodes.done;
  }
  const sentence = end.state.state === 'away' ? end.state.sentence : null;
  throw new StudioError('unavailable', sentence ?? `${name} was not fetched to its end.`);
}

async function follow(door: Door, name: string, output: Output): Promise<PublishedSet> {
  let isCancelled = false;
  const release = heedInterrupt(() => {
    isCancelled = true;
    output.say('Cancelling …');
    door.json('DELETE', `/api/published/${encodeURIComponent(name)}`).catch(() => {});
  });
  try {
    for (;;) {
      const set = await stateOf(door, name);
      if (set === undefined || set.state.state !== 'working') {
        if (set === undefined) throw new StudioError('not-found', `The studio knows no set ${name} any more.`);
        if (isCancelled && set.state.state === 'away') throw new StudioError('conflict', set.state.sentence ?? 'Cancelled.');
        return set;
      }
      output.event({ type: 'progress', name, ...set.state });
      output.progress(described(set.state));
      await setTimeout(askEvery);
    }
  } finally {
    release();
  }
}

async function stateOf(door: Door, name: string): Promise<PublishedSet | undefined> {
  const { sets } = await door.json<PublishedSets>('GET', '/api/published');
  return sets.find((set) => set.name === name);
}

function described(state: PublishedSet['state']): string {
  if (state.state === 'here') return 'here';
  const share = `${megabytes(state.bytes)} of ${megabytes(state.of)}`;
  if (state.state === 'working') return state.phase === 'checking' ? 'checking …' : `${state.phase} ${share}`;
  return state.bytes > 0 ? `${share} are here` : `to be fetched, ${megabytes(state.of)}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
