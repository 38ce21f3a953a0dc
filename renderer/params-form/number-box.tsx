import { useState } from 'react';
import type { ParamSpec } from '../../shared/params.ts';
import type { FieldProps } from './field-row.tsx';
import { numberHint, readNumber, stepNumber, writeNumber } from './number-text.ts';
import classes from './params-form.module.css';

/** A number typed as a person writes it (1e-4, 64); arrows step it. What is no number is handed on as text, to be refused in words. */
export function NumberBox(props: {
  field: Partial<FieldProps> & { 'aria-label'?: string };
  value: number | string;
  spec: Pick<ParamSpec, 'type' | 'scale' | 'min' | 'max' | 'minExclusive'>;
  disabled?: boolean;
  onValue: (value: number | string) => void;
}) {
  const { field, value, spec, disabled, onValue } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const hint = numberHint(value);
  return (
    <>
      <input
        {...field}
        className={classes.box}
        inputMode="decimal"
        autoComplete="off"
        disabled={disabled}
        value={draft ?? writeNumber(value)}
        onChange={(event) => {
          setDraft(event.currentTarget.value);
          onValue(readNumber(event.currentTarget.value, spec.type));
        }}
        onBlur={() => setDraft(null)}
        onKeyDown={(event) => {
          const isArrow = event.key === 'ArrowUp' || event.key === 'ArrowDown';
          if (!isArrow || typeof value !== 'number') return;
          event.preventDefault();
          setDraft(null);
          onValue(stepNumber(spec, value, event.key === 'ArrowUp'));
        }}
      />
      {hint && <span className={classes.issue}>{hint}</span>}
    </>
  );
}
