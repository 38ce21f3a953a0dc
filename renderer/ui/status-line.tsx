import { computedOn } from '../../shared/device-words.ts';
import { Popover } from '@mantine/core';
import { IconChevronUp } from '@tabler/icons-react';
import { Link } from 'wouter';
import { isLive } from '../../shared/run.ts';
import { useLiveState } from '../live.ts';
import { useRunList, useSettings, useWorkspace } from '../queries.ts';
import { links } from '../routes.tsx';
import { strings } from '../strings.ts';
import { formatAge, formatBytes, formatMoment, formatSpeed } from './format.ts';
import classes from './frame.module.css';
import { recentRuns, useRunEvents } from './run-events.tsx';
import { useNow } from './use-now.ts';

export function StatusLine() {
  const { data: workspace } = useWorkspace();
  const { data: recent } = useRunList(recentRuns);
  const { data: settings } = useSettings();
  const state = useLiveState();
  const events = useRunEvents((store) => store.events);
  const running = recent?.runs.find(({ status, origin }) => isLive(status) && origin === null);
  const warning = events.find((event) => event.level !== 'info');
  return (
    <footer className={classes.foot}>
      <span>{running?.environment ? computedOn(running.environment) : `backend ${settings?.backend ?? '…'}`}</span>
      {running && <span>{formatSpeed(running.stepsPerSecond)}</span>}
      {workspace && workspace.queued > 0 && <span>{strings.status.queued(workspace.queued)}</span>}
      {workspace && (
        <span className={`${classes.folder} ellipsis`} title={workspace.folder}>
          {workspace.folder}
        </span>
      )}
      {workspace && <span>{formatBytes(workspace.bytes)}</span>}
      {state !== 'streaming' && (
        <span style={{ color: state === 'lost' || state === 'anew' ? 'var(--bad)' : undefined }}>{strings.status.live[state]}</span>
      )}
      <span className={`${classes.warning} ellipsis`} title={warning?.sentence}>
        {warning?.sentence}
      </span>
      <Popover position="top-end" width="auto">
        <Popover.Target>
          <button type="button" className={classes.eventsButton}>
            {strings.status.events}
            {events.length > 0 && ` ${events.length}`} <IconChevronUp size={12} style={{ verticalAlign: -2 }} aria-hidden />
          </button>
        </Popover.Target>
        <Popover.Dropdown p="xs">
          <EventList />
        </Popover.Dropdown>
      </Popover>
    </footer>
  );
}

function EventList() {
  const events = useRunEvents((store) => store.events);
  const now = useNow();
  if (events.length === 0) return <span className="soft">{strings.status.noEvents}</span>;
  return (
    <ul className={classes.eventList}>
      {events.map((event) => (
        <li key={event.id}>
          <span className="faint" style={{ flex: '0 0 44px' }} title={formatMoment(event.time)}>
            {formatAge(event.time, now)}
          </span>
          <Link href={links.run(event.run)} className="fill" style={{ color: event.level === 'info' ? 'var(--ink)' : 'var(--warn)' }}>
            {event.sentence}
          </Link>
        </li>
      ))}
    </ul>
  );
}
