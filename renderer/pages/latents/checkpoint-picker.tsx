import { ActionIcon, Button, Menu, NativeSelect } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { runDetail } from '../../api-client.ts';
import { formatStep } from '../../charts/number-format.ts';
import { useGenerates, useRunDetail, useRunList } from '../../queries.ts';
import { recentRuns } from '../../ui/run-events.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { attempt, showError } from '../../ui/undo.tsx';
import { useRunColor } from '../../ui/use-scheme.ts';
import { runTitle, shownName } from '../../ui/run-title.ts';
import classes from './latents.module.css';

/** One chosen checkpoint: its run, and its step to choose another of the same run. */
export function CheckpointChip({
  run,
  checkpoint,
  onChange,
  onRemove,
}: {
  run: string;
  checkpoint: number;
  onChange: (checkpoint: number) => void;
  onRemove: () => void;
}) {
  const { data } = useRunDetail(run);
  const colorOf = useRunColor();
  if (!data) return <span className={classes.chip} />;
  const name = runTitle(data.run);
  return (
    <span className={classes.chip}>
      <span className={classes.dot} style={{ background: colorOf(data.run.color) }} />
      <span className="ellipsis">{name}</span>
      <NativeSelect
        aria-label={`Checkpoint of ${name}`}
        value={String(checkpoint)}
        data={data.checkpoints.map(({ id, step, state }) => ({
          value: String(id),
          label: `step ${formatStep(step)}${state === 'there' ? '' : ` (${state})`}`,
        }))}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
      />
      <ActionIcon size={18} aria-label={`Remove ${name}`} onClick={onRemove}>
        <IconX size={13} />
      </ActionIcon>
    </span>
  );
}

/** Runs that may have a checkpoint; choosing one takes its newest. */
export function AddCheckpoint({ isFirst, onAdd }: { isFirst: boolean; onAdd: (checkpoint: number) => void }) {
  const { data } = useRunList(recentRuns);
  const generates = useGenerates();
  const runs = (data?.runs ?? []).filter((run) => run.origin === null && run.step > 0 && generates(run.config.recipe));
  const add = (id: string) =>
    attempt(async () => {
      const last = (await runDetail(id)).checkpoints.at(-1);
      if (last) onAdd(last.id);
      else showError(new Error('This run has no checkpoint yet. Press Checkpoint on its page, or wait for its schedule.'));
    });
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button leftSection={<IconPlus size={13} />} variant={isFirst ? 'filled' : 'default'}>
          {isFirst ? 'Pick a checkpoint' : 'Beside it'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown style={{ maxHeight: 360, overflowY: 'auto' }}>
        {runs.length === 0 && <Menu.Item disabled>No run with a generator has trained yet.</Menu.Item>}
        {runs.map((run) => (
          <Menu.Item key={run.id} leftSection={<StatusGlyph status={run.status} />} onClick={() => void add(run.id)}>
            {shownName(run.name)} <span className="faint">#{run.number}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
