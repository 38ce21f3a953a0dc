import { Button, Menu, TextInput } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { RunDetail } from '../../../shared/api/runs.ts';
import { hasEnded, isLive, type Run } from '../../../shared/run.ts';
import { plannedSteps, whyNotOurs } from '../../../shared/origin.ts';
import { deleteRun, patchRun, restoreRun, type RunOrder } from '../../api-client.ts';
import { formatStep } from '../../charts/number-format.ts';
import { links } from '../../routes.tsx';
import { strings } from '../../strings.ts';
import { formatAgo, formatDuration, formatSpeed } from '../../ui/format.ts';
import { giveOrder } from '../../ui/give-order.ts';
import { useOfferCommands } from '../../ui/page-commands.ts';
import { useNow } from '../../ui/use-now.ts';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { copyText } from '../../ui/copy-text.tsx';
import { attempt, offerUndo } from '../../ui/undo.tsx';
import { HealthMark } from './health-findings.tsx';
import classes from './run.module.css';
import { exportAs } from './run-exports.ts';
import { shownName } from '../../ui/run-title.ts';

/** Who the run is, how it goes, and what can be asked of it now. */
export function RunHeader({ detail }: { detail: RunDetail }) {
  const { run, checkpoints } = detail;
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState<RunOrder | null>(null);
  const order = async (name: RunOrder) => {
    setBusy(name);
    await giveOrder(run.id, name);
    setBusy(null);
  };
  const orders = ordersFor(run, detail.job !== null && !detail.job.isOver);
  useOfferCommands([
    ...orders.map(({ name, label }) => ({ label: `Run: ${label}`, run: () => void order(name) })),
    { label: 'Run: Compare with others', run: () => navigate(links.compare([run.id])) },
    { label: 'Run: Save report as HTML', run: () => void exportAs([run.id], 'html') },
  ]);
  const ask = (name: RunOrder, label: string, isPrimary: boolean) => (
    <Button key={name} loading={busy === name} onClick={() => order(name)} variant={isPrimary ? 'filled' : 'default'}>
      {label}
    </Button>
  );
  return (
    <header className={classes.head}>
      <StatusGlyph status={run.status} size={16} />
      <RunName key={run.name} run={run} />
      <span className="faint">#{run.number}</span>
      <span className={classes.fact}>{strings.statuses[run.status]}</span>
      <Progress run={run} />
      <HealthMark run={run.id} health={run.health} />
      <span className="fill" />
      {orders.map(({ name, label, isPrimary }) => ask(name, label, isPrimary))}
      {run.origin === null ? (
        <Button
          onClick={() => navigate(links.newRun({ fork: run.id, step: checkpoints.at(-1)?.step }))}
          disabled={checkpoints.length === 0}
        >
          Fork
        </Button>
      ) : (
        <Logged run={run} by={run.origin.title} />
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button aria-label="More for this run" px={4}>
            <IconDotsVertical size={14} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => navigate(links.compare([run.id]))}>Compare with others</Menu.Item>
          <Menu.Item onClick={() => exportAs([run.id], 'html')}>Save report as HTML</Menu.Item>
          <Menu.Item onClick={() => exportAs([run.id], 'pdf')}>Save report as PDF</Menu.Item>
          <Menu.Item onClick={() => exportAs([run.id], 'csv')}>Save all series as CSV</Menu.Item>
          <Menu.Item onClick={() => exportAs([run.id], 'tensorboard')}>Save as TensorBoard’s event files</Menu.Item>
          <Menu.Item onClick={() => exportAs([run.id], 'json')}>Save config and figures as JSON</Menu.Item>
          <Menu.Item onClick={() => void copyText(run.id, 'Copied the run id.')}>Copy run id</Menu.Item>
          <Menu.Divider />
          <Menu.Item
            color="red"
            disabled={isLive(run.status) && run.origin === null}
            onClick={() =>
              attempt(async () => {
                await deleteRun(run.id);
                navigate(links.runs());
                offerUndo(`Deleted “${shownName(run.name)}”.`, () => restoreRun(run.id));
              })
            }
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </header>
  );
}

/** What can be asked of a run in its present state; a job that paused would hold its node. */
function ordersFor(run: Run, isElsewhere: boolean): { name: RunOrder; label: string; isPrimary: boolean }[] {
  const { status } = run;
  // Whether a script is still at work nobody can tell from here.
  if (run.heardAt !== null && !hasEnded(status)) return [{ name: 'stop', label: 'Mark as ended', isPrimary: false }];
  if (run.origin !== null) return [];
  const isWorking = isLive(status) && status !== 'stopping';
  const isUnfinished = hasEnded(status) && (status !== 'finished' || run.step < run.config.steps);
  return [
    ...(status === 'queued' ? [{ name: 'start' as const, label: 'Start now', isPrimary: true }] : []),
    ...(status === 'queued' ? [{ name: 'stop' as const, label: 'Take from the queue', isPrimary: false }] : []),
    ...(status === 'running' && !isElsewhere ? [{ name: 'pause' as const, label: 'Pause', isPrimary: false }] : []),
    ...(status === 'paused' ? [{ name: 'continue' as const, label: 'Continue', isPrimary: true }] : []),
    ...(isWorking ? [{ name: 'checkpoint' as const, label: 'Checkpoint', isPrimary: false }] : []),
    ...(isWorking ? [{ name: 'stop' as const, label: 'Stop', isPrimary: false }] : []),
    ...(isUnfinished ? [{ name: 'resume' as const, label: 'Resume', isPrimary: true }] : []),
  ];
}

function Logged({ run, by }: { run: Run; by: string }) {
  const now = useNow(1000);
  const isOpen = run.heardAt !== null && !hasEnded(run.status);
  return (
    <span className={classes.fact} title={whyNotOurs(run) ?? undefined}>
      {run.heardAt === null ? 'imported from' : 'logged by'} {by}
      {isOpen ? `, heard of ${formatAgo(run.heardAt!, now)}` : ''}
    </span>
  );
}

function RunName({ run }: { run: Run }) {
  const [name, setName] = useState(run.name);
  const keep = () => {
    const next = name.trim();
    if (name === run.name || next === run.name) return;
    if (next === '') {
      setName(run.name);
      return;
    }
    void attempt(async () => {
      await patchRun(run.id, { name: next });
      offerUndo(`Renamed to “${next}”.`, () => patchRun(run.id, { name: run.name }));
    });
  };
  return (
    <TextInput
      aria-label="Name of the run"
      className={classes.name}
      w={`${Math.min(40, name.length + 2)}ch`}
      styles={{ input: { paddingInline: 4 } }}
      value={name}
      maxLength={200}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setName(run.name);
      }}
    />
  );
}

function Progress({ run }: { run: Run }) {
  if (plannedSteps(run) === null) {
    return (
      <span className={classes.fact}>
        <b>{formatStep(run.step)}</b> steps
      </span>
    );
  }
  const { steps } = run.config;
  const left = run.stepsPerSecond && run.status === 'running' ? ((steps - run.step) / run.stepsPerSecond) * 1000 : null;
  return (
    <>
      <span
        className={classes.progress}
        role="progressbar"
        aria-label="Steps done"
        aria-valuemin={0}
        aria-valuemax={steps}
        aria-valuenow={run.step}
      >
        <span style={{ width: `${Math.min(100, (100 * run.step) / steps)}%` }} />
      </span>
      <span className={classes.fact}>
        <b>{formatStep(run.step)}</b> / {formatStep(steps)}
      </span>
      {isLive(run.status) ? <span className={classes.fact}>{formatSpeed(run.stepsPerSecond)}</span> : null}
      {left === null ? null : <span className={classes.fact}>{formatDuration(left)} left</span>}
      {hasEnded(run.status) ? <span className={classes.fact}>trained {formatDuration(run.trainedFor)}</span> : null}
    </>
  );
}
