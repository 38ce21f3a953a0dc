import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { resolve } from 'node:path';
import type { CheckedRecipe, ExtensionList, KeptText } from '../../../shared/api/extensions.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { Extension } from '../../../shared/extension.ts';
import { plainPath } from '../../plain-path.ts';
import { type Command, misuse } from '../command.ts';
import { type Door, openDoor } from '../door.ts';
import { exitCodes } from '../exit-codes.ts';
import { table } from '../output.ts';

/** Files of the user's own: the list of them, trust in one, a new one. */
export const extensions: Command[] = [
  {
    name: 'extensions',
    usage: '',
    purpose: 'Lists your own files: what each declares, whether it is trusted, and what is wrong with it.',
    operands: [],
    options: {},
    async run({ workspace, output }) {
      const door = await openDoor(workspace, output);
      try {
        const list = await door.json<ExtensionList>('GET', '/api/extensions');
        output.result({ ...list }, describeList(list));
        return 0;
      } finally {
        await door.close();
      }
    },
  },
  {
    name: 'trust',
    usage: 'FILE|RUN [--yes]',
    purpose:
      'Shows the text of a file of yours, or of one that a run keeps, and lets it be run once you say yes. A changed file is asked about again.',
    operands: ['FILE|RUN'],
    options: { yes: { type: 'boolean', help: 'you have read it' } },
    async run({ operands, workspace, output, flag }) {
      const door = await openDoor(workspace, output);
      try {
        const meant = /^(#\d+|[\w-]{4,40})$/.test(operands[0]!)
          ? await keptTexts(door, operands[0]!)
          : [await lyingText(door, operands[0]!)];
        const trusted: Extension[] = [];
        for (const { name, sha256, text } of meant) {
          output.say(text);
          if (!flag('yes') && !(await isAgreed(name))) {
            throw new StudioError('invalid', 'Nothing was trusted: it runs only after a yes. Say --yes to agree beforehand.');
          }
          const { extension } = await door.json<{ extension: Extension | null }>('POST', '/api/extensions/trust', { sha256, name });
          if (extension !== null && extension.problems.length > 0)
            throw new StudioError('invalid', `${name} is trusted, and can't be used:\n${problemLines(extension).join('\n')}`);
          if (extension !== null) trusted.push(extension);
        }
        const offered = trusted.flatMap(({ offers }) => offers).map(({ kind, name }) => `${kind} ${name}`);
        const names = meant.map(({ name, sha256 }) => `${name} (${sha256.slice(0, 12)})`).join(', ');
        output.result(
          { extensions: trusted },
          meant.length === 0 ? 'There is nothing to trust.' : `Trusted: ${[names, ...offered].join(', ')}.`,
        );
        return 0;
      } finally {
        await door.close();
      }
    },
  },
  {
    name: 'check',
    usage: 'FILE',
    purpose: 'Holds the recipes of a trusted file of yours to the contract that ours pass, and says what is broken and what to do.',
    operands: ['FILE'],
    options: {},
    async run({ operands, workspace, output }) {
      const door = await openDoor(workspace, output);
      try {
        const { name } = await lyingText(door, operands[0]!);
        const checked = await door.json<CheckedRecipe[]>('POST', `/api/extensions/${name}/check`);
        const broken = checked.some(({ findings }) => findings.some(({ isKept }) => !isKept));
        output.result({ checked, isKept: !broken }, checked.map(describeChecked).join('\n'));
        return broken ? exitCodes.failed : exitCodes.done;
      } finally {
        await door.close();
      }
    },
  },
  {
    name: 'new',
    usage: 'recipe NAME',
    purpose:
      'Writes a small working recipe, a WGAN-GP, into the workspace’s folder `extensions`, with the declarations that an editor reads beside it.',
    operands: ['KIND', 'NAME'],
    options: {},
    async run({ operands: [kind, name], workspace, output }) {
      if (kind !== 'recipe') throw misuse(extensions.at(-1)!, `"${kind}" is nothing that can be begun; it takes recipe`);
      const door = await openDoor(workspace, output);
      try {
        const extension = await door.json<Extension>('POST', '/api/extensions', { kind, name });
        output.result({ extension }, `${extension.path} is there, and trusted as it stands: recipe ${extension.name}.`);
        return 0;
      } finally {
        await door.close();
      }
    },
  },
];

interface Meant {
  name: string;
  sha256: string;
  text: string;
}

/** What a run is made of and is not trusted yet. */
async function keptTexts(door: Door, run: string): Promise<Meant[]> {
  const kept = await door.json<KeptText[]>('GET', `/api/runs/${encodeURIComponent(run)}/extensions`);
  return kept.flatMap(({ name, sha256, text, isTrusted }) => (isTrusted || text === null ? [] : [{ name, sha256, text }]));
}

async function lyingText(door: Door, given: string): Promise<Meant> {
  const { extensions: list, folders } = await door.json<ExtensionList>('GET', '/api/extensions');
  const path = resolve(plainPath(given));
  const text = readText(path);
  const sha256 = createHash('sha256').update(text).digest('hex');
  const found = list.find((one) => one.sha256 === sha256);
  if (found !== undefined) return { sha256, name: found.name, text };
  throw new StudioError(
    'not-found',
    `${path} lies in none of the folders that are looked through: ${folders.join(', ')}. Put it there, or name its folder in Settings.`,
  );
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new StudioError('not-found', `${path} can't be read.`, { cause });
  }
}

async function isAgreed(name: string): Promise<boolean> {
  if (process.stdin.isTTY !== true) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`This text will run with all that you may do here. Trust ${name}? (y/n) `)).trim());
  } finally {
    terminal.close();
  }
}

function describeList({ folders, extensions: list }: ExtensionList): string {
  if (list.length === 0) return `There is no file of your own in ${folders.join(', ')}. ganymede new recipe NAME begins one.`;
  const rows = list.map(({ name, state, offers, path }) => [
    name,
    state,
    offers.map((offer) => `${offer.kind} ${offer.name}`).join(', ') || '–',
    path,
  ]);
  return [table(['name', 'state', 'declares', 'file'], rows), ...list.flatMap(problemLines)].join('\n');
}

function describeChecked({ recipe, kind, findings }: CheckedRecipe): string {
  const lines = findings.map(({ what, isKept, sentence }) => (isKept ? `  kept    ${what}` : `  BROKEN  ${what}\n          ${sentence}`));
  return [`${recipe} on ${kind}`, ...lines].join('\n');
}

function problemLines({ path, problems }: Extension): string[] {
  return problems.map(
    ({ line, column, sentence }) => `${path}${line === null ? '' : `:${line}${column === null ? '' : `:${column}`}`}: ${sentence}`,
  );
}
