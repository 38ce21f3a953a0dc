import { ChartFrame } from '../charts/chart-frame.tsx';
import { PictureGrid } from '../ui/tensor-canvas.tsx';
import { noteOf } from './note.tsx';
import type { PanelKind, PanelProps } from './panel.ts';
import classes from './panels.module.css';
import { Tiles } from './tiles.tsx';
import { RecordedMenu } from './recorded-menu.tsx';
import { type RunSample, stepNote, useRunSamples } from './sample-data.ts';

export const captionsPanel: PanelKind = {
  kind: 'captions',
  title: 'Captions',
  help: 'What is said of pictures beside what is true, or the sentences that pictures were made from.',
  size: { width: 6, height: 8 },
  Panel: CaptionsPanel,
};

function CaptionsPanel({ runs, view }: PanelProps) {
  const isSaid = runs.some(({ detail }) => detail.probes.some(({ probe }) => probe === 'captions'));
  const { samples, error, isWaiting } = useRunSamples(runs, isSaid ? 'captions' : 'samples', view.step);
  const shown = samples.filter(({ entry }) => entry.kind === 'captions');
  if (shown.length === 0) {
    return (
      <div className={classes.note}>
        {noteOf(error, isWaiting, 'No captions recorded yet: they come every recording.samplesEvery steps.')}
      </div>
    );
  }
  return (
    <Tiles columns={shown.length}>
      {shown.map((sample) => (
        <Captions key={sample.run.id} sample={sample} isSaid={isSaid} step={view.step} />
      ))}
    </Tiles>
  );
}

function Captions({ sample, isSaid, step }: { sample: RunSample; isSaid: boolean; step: number | null }) {
  const { run, entry, tensors } = sample;
  const words = entry.meta.words ?? [];
  const [count, length] = tensors.truth.shape;
  const sentence = (name: 'said' | 'truth', at: number) =>
    Array.from({ length }, (_, place) => words[Number(tensors[name].data[at * length + place])] ?? '?');
  const rows = Array.from({ length: count }, (_, at) => ({ at, said: sentence('said', at), truth: sentence('truth', at) }));
  const right = rows.filter(({ said, truth }) => said.join() === truth.join()).length;
  const [, height, width, channels] = tensors.pixels.shape;
  const picture = (at: number) => ({
    ...tensors.pixels,
    shape: [1, height, width, channels],
    data: tensors.pixels.data.subarray(at * height * width * channels, (at + 1) * height * width * channels),
  });
  return (
    <ChartFrame
      title={run.label}
      menu={<RecordedMenu sample={sample} />}
      caption={`${isSaid ? `${right} of ${count} sentences word for word` : `${count} pictures and the sentences they were made from`} · ${stepNote(entry.step, step)}`}
      table={() => ({
        columns: ['picture', 'said', 'true'],
        rows: rows.map(({ at, said, truth }) => [at + 1, said.join(' '), truth.join(' ')]),
      })}
    >
      <ul className={classes.captions}>
        {rows.map(({ at, said, truth }) => (
          <li key={at}>
            <PictureGrid pixels={picture(at)} width={64} columns={1} label={`Picture ${at + 1}`} />
            <p>
              {said
                .map((word, place) => ({ word, key: `${place} ${word}`, isRight: word === truth[place] }))
                .map(({ word, key, isRight }) => (
                  <span key={key}>{isRight ? word : <del>{word || '(nothing)'}</del>} </span>
                ))}
              {said.join() === truth.join() ? null : (
                <>
                  <br />
                  <span className="soft">{truth.join(' ')}</span>
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </ChartFrame>
  );
}
