import { parseArgs } from 'node:util';
import { StudioError } from '../../shared/errors.ts';
import type { Output } from './output.ts';

/** One verb of the command line. The list is commands/index.ts. */
export interface Command {
  name: string;
  /** What stands behind the name, such as `RUN --to csv --out PATH`. */
  usage: string;
  purpose: string;
  /** Names of what is given without dashes; one that ends in `…` takes the rest. */
  operands: string[];
  options: Record<string, Option>;
  /** @returns the exit code */
  run(call: Call): Promise<number>;
}

export interface Option {
  type: 'string' | 'boolean';
  /** May be given more than once. */
  multiple?: boolean;
  help: string;
}

export interface Call {
  operands: string[];
  /** The workspace's folder, absolute. */
  workspace: string;
  output: Output;
  text(option: string): string | undefined;
  texts(option: string): string[];
  flag(option: string): boolean;
  /** @throws StudioError invalid where it is no whole number of at least `least` */
  whole(option: string, least?: number): number | undefined;
}

export const commonOptions: Record<string, Option> = {
  workspace: { type: 'string', help: 'folder of the workspace (else GANYMEDE_WORKSPACE, else ~/ganymede)' },
  json: { type: 'boolean', help: 'one JSON object a line, the last one the result' },
  help: { type: 'boolean', help: 'this text' },
};

/** @throws StudioError invalid for an unknown option or a missing operand */
export function parseCall(command: Command, args: string[]): Omit<Call, 'workspace' | 'output'> {
  const options = { ...command.options, ...commonOptions };
  const { values, positionals } = parseStrictly(command, args, options);
  const rest = command.operands.at(-1)?.endsWith('…') === true;
  const wanted = command.operands.filter((name) => !name.startsWith('['));
  if (values.help !== true && (positionals.length < wanted.length || (!rest && positionals.length > command.operands.length))) {
    throw misuse(
      command,
      positionals.length < wanted.length
        ? `${wanted[positionals.length].replace('…', '')} is missing`
        : `"${positionals.at(-1)}" is one too many`,
    );
  }
  const empty = Object.keys(values).find((option) => [values[option]].flat().includes(''));
  if (empty !== undefined) throw misuse(command, `--${empty} is empty`);
  return {
    operands: positionals,
    text: (option) => values[option] as string | undefined,
    texts: (option) => (values[option] as string[] | undefined) ?? [],
    flag: (option) => values[option] === true,
    whole: (option, least = 0) => {
      const text = values[option] as string | undefined;
      if (text === undefined) return undefined;
      if (/^\d{1,15}$/.test(text) && Number(text) >= least) return Number(text);
      throw misuse(command, `--${option} is "${text}"; it takes a whole number of at least ${least}`);
    },
  };
}

export function misuse(command: Command, what: string, cause?: unknown): StudioError {
  return new StudioError('invalid', `${what}. Usage: ganymede ${command.name} ${command.usage}`.trim(), { cause });
}

function parseStrictly(command: Command, args: string[], options: Record<string, Option>) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      strict: true,
      options: Object.fromEntries(
        Object.entries(options).map(([name, { type, multiple }]) => [name, { type, multiple: multiple ?? false }]),
      ),
    });
  } catch (cause) {
    const text = cause instanceof Error ? cause.message.split('. ')[0] : String(cause);
    throw misuse(command, text, cause);
  }
}

/** The help of one command. */
export function describeCommand(command: Command): string {
  const options = Object.entries({ ...command.options, ...commonOptions });
  const names = options.map(([name, { type }]) => `--${name}${type === 'string' ? ' …' : ''}`);
  const width = Math.max(...names.map((name) => name.length));
  const lines = options.map(([, { help, multiple }], at) => `  ${names[at].padEnd(width)}  ${help}${multiple ? ' (may be repeated)' : ''}`);
  return `ganymede ${command.name} ${command.usage}\n\n${command.purpose}\n\n${lines.join('\n')}\n`;
}
