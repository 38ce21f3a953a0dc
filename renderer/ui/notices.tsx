import { IconAlertTriangle } from '@tabler/icons-react';
import { useWorkspace } from '../queries.ts';
import classes from './frame.module.css';

/** What is wrong with the workspace as a whole, above every page for as long as it is so. */
export function Notices() {
  const { data } = useWorkspace();
  if (!data || data.notices.length === 0) return null;
  return (
    <div className={classes.notices} role="alert">
      {data.notices.map(({ kind, sentence }) => (
        <p key={kind}>
          <IconAlertTriangle size={14} aria-hidden /> {sentence}
        </p>
      ))}
    </div>
  );
}
