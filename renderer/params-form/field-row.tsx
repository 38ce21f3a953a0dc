import { type ReactNode, useId } from 'react';
import type { Issue } from '../../shared/errors.ts';
import type { ParamSource } from '../../shared/params.ts';
import classes from './params-form.module.css';

export interface FieldProps {
  id: string;
  'aria-describedby': string;
  'aria-invalid': boolean;
}

/** One knob: name and help at the left, the control, at the right its default and where that comes from. What is wrong stands under the control. */
export function FieldRow(props: {
  label: string;
  help?: string;
  unit?: string;
  issue?: Issue;
  /** The default as text, where it comes from, and how to take it back. */
  usual?: { text: string; source?: ParamSource; isChanged: boolean; onReset: () => void };
  range?: string;
  control: (field: FieldProps) => ReactNode;
}) {
  const { label, help, unit, issue, usual, range, control } = props;
  const id = useId();
  return (
    <div className={classes.field} data-invalid={issue ? true : undefined}>
      <div className={classes.words}>
        <label htmlFor={id}>{label}</label>
        <div id={`${id}-help`} className={classes.help}>
          {help}
        </div>
      </div>
      <div className={classes.control}>
        <div className="row" style={{ gap: 6 }}>
          {control({ id, 'aria-describedby': `${id}-help ${id}-issue`, 'aria-invalid': issue !== undefined })}
          {unit && <span className="faint">{unit}</span>}
        </div>
        <div id={`${id}-issue`} className={classes.issue}>
          {issue?.message}
        </div>
      </div>
      <div className={classes.usual}>
        {usual && (
          <>
            <span>
              {usual.isChanged ? (
                <button type="button" onClick={usual.onReset} title="Take the default back" className={classes.reset}>
                  default {usual.text}
                </button>
              ) : (
                `default ${usual.text}`
              )}
              {range && <span className={classes.range}>{range}</span>}
            </span>
            {usual.source && (
              <span className={classes.source} title={`${usual.source.kind}: ${usual.source.text}`}>
                <b>{usual.source.kind}</b> {usual.source.text}
              </span>
            )}
          </>
        )}
        {range && !usual && <span>{range}</span>}
      </div>
    </div>
  );
}
