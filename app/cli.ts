import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { problemOf, StudioError } from '../shared/errors.ts';
import { nearestName } from '../shared/nearest-name.ts';
import { fromEnvironment } from './environment.ts';
import { describeCommand, parseCall } from './cli/command.ts';
import { commands } from './cli/commands/index.ts';
import { exitCodeOf, exitCodes, exitCodesHelp } from './cli/exit-codes.ts';
import { offeredCommand } from './cli/offered-command.ts';
import { plainPath } from './plain-path.ts';
import { openOutput, outliveReaders } from './cli/output.ts';
import { readVersion } from './version.ts';

const fault = 'The studio met a fault of its own. The details say where.';
outliveReaders(process);
process.exitCode = await main(process.argv.slice(2));

async function main([name = 'help', ...args]: string[]): Promise<number> {
  const output = openOutput(args.includes('--json'), process);
  try {
    if (['help', '--help', '-h'].includes(name)) {
      output.result({ commands: commands.map((command) => command.name) }, help());
      return exitCodes.done;
    }
    if (['version', '--version', '-v'].includes(name)) {
      const version = readVersion(resolve(import.meta.dirname, '..'));
      output.result({ version }, version);
      return exitCodes.done;
    }
    const command = commands.find((candidate) => candidate.name === name);
    if (command === undefined) throw unknownCommand(name);
    const call = parseCall(command, args);
    if (call.flag('help')) {
      output.result({ usage: command.usage }, describeCommand(command));
      return exitCodes.done;
    }
    const folder = call.text('workspace') ?? fromEnvironment('GANYMEDE_WORKSPACE') ?? join(homedir(), 'ganymede');
    return await command.run({ ...call, output, workspace: resolve(plainPath(folder)) });
  } catch (error) {
    const problem = problemOf(error, fault);
    output.problem(problem);
    if (problem.offer !== undefined) output.say(`Instead: ${offeredCommand(name, args, problem.offer)}`);
    return exitCodeOf(problem.code);
  }
}

function unknownCommand(name: string): StudioError {
  const names = commands.map((command) => command.name);
  const nearest = nearestName(name, names);
  return new StudioError(
    'invalid',
    `There is no command "${name}". ${nearest === null ? `There are ${names.join(', ')}.` : `Did you mean ${nearest}?`}`,
  );
}

function help(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, purpose }) => `  ${name.padEnd(width)}  ${purpose.split('. ')[0].replace(/\.$/, '')}`);
  return `ganymede COMMAND …\n\n${lines.join('\n')}\n\nganymede COMMAND --help says more. ${exitCodesHelp}`;
}
