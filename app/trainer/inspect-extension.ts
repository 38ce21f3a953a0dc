import * as nodeModule from 'node:module';
import { extensionEntries, type ExtensionProblem, type Inspection, placeIn } from '../../shared/extension.ts';
import { issuesOf } from '../../shared/resolve-config.ts';
import type { Question } from '../../shared/trainer-protocol.ts';
import { entriesOf } from '../engine/extensions/define.ts';
import { loadExtensions, notReachable } from './extensions.ts';

/** Reads a file of somebody's own: always its syntax; where it may be run, what it declares. */
export async function inspectExtension({ file, sha256, text, mayRun }: Extract<Question, { kind: 'extension' }>): Promise<Inspection> {
  const read = withoutTypes(text, file);
  if ('problem' in read) return { code: null, problems: [read.problem], entries: null };
  const { code } = read;
  const problems = strangeImports(code);
  if (problems.length > 0 || !mayRun) return { code, problems, entries: null };
  try {
    const [additions] = await loadExtensions([{ name: file, file, sha256, code }]);
    const told = entriesOf(additions!);
    const checked = extensionEntries.safeParse(told);
    if (checked.success) return { code, problems, entries: plain(checked.data) };
    const wrong = issuesOf(checked.error, told).map(({ path, message }) => declared(path, message, told));
    return { code, problems: wrong, entries: null };
  } catch (error) {
    return { code, problems: [loadProblem(error)], entries: null };
  }
}

/** Types become blanks: every line and column stays where it was. */
function withoutTypes(text: string, file: string): { code: string } | { problem: ExtensionProblem } {
  const strip = (nodeModule as { stripTypeScriptTypes?: (code: string) => string }).stripTypeScriptTypes;
  if (strip === undefined) {
    if (/\.m?js$/.test(file)) return { code: text };
    const sentence =
      'TypeScript can’t be read by the program that trains here; start the studio by npm start, or write the file as JavaScript (.js).';
    return { problem: { kind: 'load', line: null, column: null, sentence } };
  }
  try {
    return { code: strip(text) };
  } catch (error) {
    const { message, stack = '' } = error as Error;
    const at = /^[^\n]*:(\d+)\n(?:[^\n]*\n)*?([ \t]*)\^/.exec(stack);
    return {
      problem: {
        kind: 'syntax',
        line: at ? Number(at[1]) : null,
        column: at ? at[2]!.length + 1 : null,
        sentence: `${ended(message.split('\n')[0]!)}`,
      },
    };
  }
}

function strangeImports(code: string): ExtensionProblem[] {
  const imports = /^[ \t]*(?:import|export)\b(?:[^'";]*?\bfrom)?[ \t]*(['"])([^'"\n]+)\1/gm;
  return [...code.matchAll(imports)]
    .filter(([, , specifier]) => specifier !== 'ganymede')
    .map((found) => {
      const line = code.slice(0, found.index + found[0].length).split('\n').length;
      return { kind: 'load', line, column: null, sentence: notReachable(found[2]!) };
    });
}

function loadProblem(error: unknown): ExtensionProblem {
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
  const place = placeIn(stack);
  return { kind: 'load', line: place?.line ?? null, column: place?.column ?? null, sentence: ended(message.slice(0, 2000)) };
}

/** `recipes.0.params.2.help is missing.` is said of what the person wrote: of the recipe by its name. */
function declared(path: string, message: string, told: object): ExtensionProblem {
  const [list, at] = path.split('.');
  const member = (told as Record<string, { name?: unknown }[]>)[list ?? '']?.[Number(at)];
  const owner = `${list?.replace(/s$/, '')}${typeof member?.name === 'string' ? ` ${member.name}` : ''}`;
  const sentence = `The ${owner}: ${message.replaceAll(`${list}.${at}.`, '')}`;
  return { kind: 'declaration', line: null, column: null, sentence: ended(sentence.slice(0, 2000)) };
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** What crosses to the studio is data; what a getter would do is done here. */
function plain<Data>(data: Data): Data {
  return JSON.parse(JSON.stringify(data)) as Data;
}
