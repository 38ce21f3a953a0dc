import { useMemo } from 'react';
import { unpackTexts } from '../../shared/texts.ts';
import { noteOf } from './note.tsx';
import type { PanelKind, PanelProps } from './panel.ts';
import classes from './panels.module.css';
import { probeChoice } from './probe-choice.tsx';
import { type RunSample, stepNote, useRunSamples } from './sample-data.ts';
import { tileColumns } from './tile-columns.ts';
import { Tiles } from './tiles.tsx';

export const textPanel: PanelKind = {
  kind: 'text',
  title: 'Text',
  help: 'Texts and tables that were logged with a run, as they were written.',
  size: { width: 6, height: 8 },
  Panel: TextPanel,
};

const kinds = ['text', 'table'] as const;
const mostRows = 500;

function TextPanel({ runs, view, options, onOptions }: PanelProps) {
  const { probeOf, choice } = probeChoice({ runs, kinds, options, onOptions });
  const { samples, error, isWaiting } = useRunSamples(runs, probeOf, view.step);
  if (samples.length === 0) return <div className={classes.note}>{noteOf(error, isWaiting, 'No text was logged with these runs.')}</div>;
  return (
    <div className={classes.stack}>
      {choice === null ? null : <div className={classes.bar}>{choice}</div>}
      <Tiles columns={tileColumns(samples.length)}>
        {samples.map((sample) => (
          <Words key={sample.run.id} sample={sample} step={view.step} />
        ))}
      </Tiles>
    </div>
  );
}

function Words({ sample, step }: { sample: RunSample; step: number | null }) {
  const { run, entry, tensors } = sample;
  const texts = useMemo(() => unpackTexts(tensors), [tensors]);
  const { columns } = entry.meta;
  const caption = `${run.label} · ${entry.probe} · ${stepNote(entry.step, step)}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
    <section className={classes.words} aria-label={caption} tabIndex={0}>
      <p className="faint">{caption}</p>
      {columns === undefined ? <pre>{texts.join('\n\n')}</pre> : <Cells columns={columns} cells={texts} />}
    </section>
  );
}

function Cells({ columns, cells }: { columns: string[]; cells: string[] }) {
  const rows = Array.from({ length: Math.ceil(cells.length / Math.max(1, columns.length)) }, (_, row) => row);
  return (
    <>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, mostRows).map((row) => (
            <tr key={row}>
              {columns.map((column, at) => (
                <td key={column}>{cells[row * columns.length + at]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > mostRows ? <p className="faint">and {rows.length - mostRows} more rows</p> : null}
    </>
  );
}
