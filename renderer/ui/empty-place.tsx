import type { ReactNode } from 'react';
import classes from './ui.module.css';

/** Says what will be here, and offers the one next action. */
export function EmptyPlace({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <h2>{title}</h2>
      {children && <div className="soft">{children}</div>}
      {action && <div className={classes.emptyAction}>{action}</div>}
    </div>
  );
}
