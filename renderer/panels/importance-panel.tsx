import { Button, Progress } from '@mantine/core';
import { IconTarget } from '@tabler/icons-react';
import { useContext } from 'react';
import type { ImportanceAnswer } from '../../shared/api/importance.ts';
import { repeats, trees } from '../../shared/importance/importance.ts';
import { ImportanceChart } from '../charts/importance-chart.tsx';
import { readFields } from '../field-list.ts';
import { FieldPicker } from '../ui/field-picker.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { Waiting } from '../ui/waiting.tsx';
import type { PanelKind, PanelOptions, PanelProps } from './panel.ts';
import { PickOne } from './parallel-panel.tsx';
import classes from './panels.module.css';
import { RunSetContext, useFieldLabel, useUsualFields } from './run-set.ts';
import { useImportance } from './use-importance.ts';

export const importancePanel: PanelKind = {
  kind: 'importance',
  title: 'What mattered',
  help: 'Which params went with a figure, by permutation importance of random forests, with how sure that is.',
  size: { width: 6, height: 9 },
  Panel: ({ options, onOptions }: PanelProps) => <ImportancePlot options={options} onOptions={onOptions} />,
};

export function ImportancePlot({ options, onOptions }: { options: PanelOptions; onOptions: (patch: PanelOptions) => void }) {
  const set = useContext(RunSetContext);
  const words = useFieldLabel();
  const usual = useUsualFields(set, 1);
  const target = (options.target === undefined ? undefined : readFields(options.target)[0]) ?? usual.merit ?? '';
  const { state, start, cancel } = useImportance(set, target);
  const label = target === '' ? 'a figure' : words(target);
  return (
    <ImportanceChart
      title={`What mattered for ${label}`}
      answer={state.kind === 'answer' ? state.answer : null}
      words={words}
      caption={state.kind === 'answer' ? <Caption answer={state.answer} label={label} isOld={state.isOld} onAgain={start} /> : undefined}
      actions={
        <PickOne icon={<IconTarget size={14} />} label="Figure to be explained">
          <FieldPicker
            label="Figure to be explained"
            offered={usual.merit ? [usual.merit] : []}
            value={target === '' ? null : target}
            words={words}
            onField={(field) => onOptions({ target: field })}
            isFocused
          />
        </PickOne>
      }
      empty={
        target === '' ? (
          'These runs have recorded no figure yet.'
        ) : state.kind === 'idle' ? (
          <Button variant="filled" onClick={start}>
            Work out what mattered for {label}
          </Button>
        ) : state.kind === 'working' ? (
          <div className={classes.working}>
            <Waiting />
            <Progress aria-label="Worked out" value={100 * state.done} w={180} />
            <Button onClick={cancel}>Cancel</Button>
          </div>
        ) : state.kind === 'failed' ? (
          <ProblemNote error={state.error} again={start} />
        ) : null
      }
    />
  );
}

const percent = (share: number) => `${Number((100 * share).toFixed(share < 0.1 ? 1 : 0))} %`;

function Caption({ answer, label, isOld, onAgain }: { answer: ImportanceAnswer; label: string; isOld: boolean; onAgain: () => void }) {
  const { runs, finite, total, explained, scale, leftOut } = answer;
  return (
    <>
      {isOld && (
        <>
          <b>Of other runs than are here now.</b> <Button onClick={onAgain}>Work it out again</Button>{' '}
        </>
      )}
      Permutation importance out of bag, {repeats} × {trees} regression trees, each time over four fifths of{' '}
      {runs < finite ? `${runs} of ${finite} runs` : `${runs} runs`}
      {finite < total ? ` (${total - finite} without a finite ${label})` : ''}: the share of the variance of{' '}
      {scale === 'log' ? 'the logarithm of ' : ''}
      {label} that goes with a param, alone and together with others. Whiskers: lowest and highest of the {repeats}. Dashed: the highest of
      a column of noise. The forests explain {percent(explained.mean)} of the variance ({percent(explained.low)} to{' '}
      {percent(explained.high)}){explained.mean < 0.2 ? ': too little for the bars to mean much' : ''}. Params that vary together share what
      they have in common
      {leftOut > 0 ? `; ${leftOut} more that differ were left out` : ''}.
    </>
  );
}
