import { expect, test } from 'vitest';
import type { Problem } from '../../shared/errors.ts';
import { openOutput, table } from './output.ts';

function spoken(json: boolean) {
  const said = { stdout: '', stderr: '' };
  const output = openOutput(json, {
    stdout: { write: (text) => (said.stdout += text) },
    stderr: { write: (text) => (said.stderr += text), isTTY: true, columns: 40 },
  });
  return { output, said };
}
const problem = (code: Problem['code']): Problem => ({ code, sentence: 'It broke.', issues: [], details: 'Error: why\n  at place' });

test('a name can not steer the terminal, nor break a table', () => {
  const { output, said } = spoken(false);
  output.say('#1 \u001b[31mred');
  output.progress('#1 \u0007');
  output.result(
    {},
    table(
      ['name', 'status'],
      [
        ['a\nb', 'x'],
        ['\u001b[2J', 'y'],
      ],
    ),
  );
  expect(said.stderr.replaceAll('\r\u001b[2K', '')).toBe('#1 \\u001b[31mred\n#1 \\u0007');
  expect(said.stdout).toBe('name       status\na\\u000ab   x\n\\u001b[2J  y\n');
});

test('a fault of ours, and what a program of this machine said, come with their details; a refusal does not', () => {
  for (const [code, expected] of [
    ['failed', 'It broke.\nError: why\n  at place\n'],
    ['unavailable', 'It broke.\nError: why\n  at place\n'],
    ['invalid', 'It broke.\n'],
  ] as const) {
    const { output, said } = spoken(false);
    output.problem(problem(code));
    expect(said).toEqual({ stdout: '', stderr: expected });
  }
  const { output, said } = spoken(true);
  output.problem(problem('invalid'));
  expect(JSON.parse(said.stdout)).toMatchObject({ ok: false, details: 'Error: why\n  at place' });
});
