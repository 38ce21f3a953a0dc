import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { latexText, tableText, type TextTable } from './runs-text.ts';

const table: TextTable = {
  head: ['recipe', 'λ_g', 'W1 & more'],
  numbers: [false, true, true],
  rows: [
    ['wgan|gp_50%', 0.000012, { mean: 0.213456, std: 0.01437 }],
    ['vae', null, { mean: 12.5, std: null }],
    ['gan', Number.NaN, { mean: 1234.56, std: 87 }],
    ['a\tb\nc', -3.5, { mean: 0.5, std: 0 }],
  ],
};

describe('a table of runs as text', () => {
  it('for spreadsheets has every digit', () => {
    expect(tableText(table, 'tsv').split('\n')).toEqual([
      'recipe\tλ_g\tW1 & more',
      'wgan|gp_50%\t0.000012\t0.213456 ± 0.01437',
      'vae\t\t12.5',
      'gan\tNaN\t1234.56 ± 87',
      'a b c\t-3.5\t0.5 ± 0',
      '',
    ]);
  });

  it('for Markdown keeps to its cells', () => {
    expect(tableText(table, 'markdown').split('\n').slice(0, 5)).toEqual([
      '| recipe | λ\\_g | W1 & more |',
      '| --- | ---: | ---: |',
      '| wgan\\|gp\\_50% | 0.000012 | 0.213 ± 0.014 |',
      '| vae |  | 12.5 |',
      '| gan | NaN | 1235 ± 87 |',
    ]);
  });

  it('for LaTeX is a tabular of booktabs', () => {
    expect(tableText(table, 'latex').split('\n')).toEqual([
      '% \\usepackage{booktabs}',
      '\\begin{tabular}{lrr}',
      '\\toprule',
      'recipe & λ\\_g & W1 \\& more \\\\',
      '\\midrule',
      'wgan\\textbar{}gp\\_50\\% & $0.000012$ & $0.213 \\pm 0.014$ \\\\',
      'vae & -- & $12.5$ \\\\',
      'gan & $\\mathrm{NaN}$ & $1235 \\pm 87$ \\\\',
      'a\tb c & $-3.5$ & $0.5 \\pm 0$ \\\\',
      '\\bottomrule',
      '\\end{tabular}',
      '',
    ]);
    expect(tableText({ head: ['x'], numbers: [true], rows: [[3.2e-9]] }, 'latex')).toContain('$3.2 \\times 10^{-9}$');
  });

  test.prop([fc.string()])('has no sign in LaTeX that would end a cell or a line', (text) => {
    const plain = latexText(text).replaceAll(/\\text\w+\{\}|\\[&%$#_{}]/g, '');
    expect(plain).not.toMatch(/[\\&%$#_{}~^\n]/);
  });
});
