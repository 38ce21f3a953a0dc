import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { assertNever } from '../../shared/assert-never.ts';
import type { Issue } from '../../shared/errors.ts';
import type { ParamSpec, ParamValue, PresetValue } from '../../shared/params.ts';
import { pathPicker } from '../desktop.ts';
import { type FieldProps, FieldRow } from './field-row.tsx';
import { NumberBox } from './number-box.tsx';
import { writeNumber } from './number-text.ts';
import classes from './params-form.module.css';

/** The field of one ParamSpec. `value` undefined means the default. */
export function ParamField(props: {
  spec: ParamSpec;
  value: ParamValue | undefined;
  usual: PresetValue;
  issue: Issue | undefined;
  disabled?: boolean;
  onValue: (value: ParamValue | undefined) => void;
}) {
  const { spec, value, usual, issue, disabled, onValue } = props;
  const isNumber = spec.type === 'number' || spec.type === 'integer';
  return (
    <FieldRow
      label={spec.label}
      help={spec.help}
      unit={spec.unit}
      issue={issue}
      range={isNumber ? rangeOf(spec) : undefined}
      usual={{
        text: shownValue(spec, usual.value),
        source: usual.source,
        isChanged: value !== undefined && value !== usual.value,
        onReset: () => onValue(undefined),
      }}
      control={(field) => (
        <Control
          field={field}
          spec={spec}
          value={value ?? usual.value}
          disabled={disabled}
          onValue={(next) => onValue(next === usual.value ? undefined : next)}
        />
      )}
    />
  );
}

function Control(props: {
  field: FieldProps;
  spec: ParamSpec;
  value: ParamValue;
  disabled?: boolean;
  onValue: (value: ParamValue) => void;
}) {
  const { field, spec, value, disabled, onValue } = props;
  switch (spec.type) {
    case 'number':
    case 'integer':
      return (
        <NumberBox
          field={field}
          value={typeof value === 'boolean' ? String(value) : value}
          spec={spec}
          disabled={disabled}
          onValue={onValue}
        />
      );
    case 'boolean':
      return (
        <Checkbox {...field} checked={value === true} disabled={disabled} onChange={(event) => onValue(event.currentTarget.checked)} />
      );
    case 'choice':
      return (
        <NativeSelect
          {...field}
          className={classes.select}
          value={String(value)}
          disabled={disabled}
          data={spec.choices?.map((choice) => ({ value: choice.value, label: choice.label }))}
          onChange={(event) => onValue(event.currentTarget.value)}
        />
      );
    case 'path':
      return <PathBox field={field} value={String(value)} label={spec.label} disabled={disabled} onValue={onValue} />;
    default:
      return assertNever(spec.type);
  }
}

function PathBox({
  field,
  value,
  label,
  disabled,
  onValue,
}: {
  field: FieldProps;
  value: string;
  label: string;
  disabled?: boolean;
  onValue: (path: string) => void;
}) {
  const pick = pathPicker();
  return (
    <>
      <input
        {...field}
        className={`${classes.box} ${classes.path}`}
        placeholder="/path/on/this/machine"
        spellCheck={false}
        value={value}
        disabled={disabled}
        onChange={(event) => onValue(event.currentTarget.value)}
      />
      {pick && (
        <Button disabled={disabled} onClick={() => void pick(label).then((path) => path !== null && onValue(path))}>
          Browse
        </Button>
      )}
    </>
  );
}

function shownValue(spec: ParamSpec, value: ParamValue): string {
  if (typeof value === 'number') return writeNumber(value);
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (value === '') return 'none';
  return spec.choices?.find((choice) => choice.value === value)?.label ?? value;
}

/** 0 … 1000; a bound that is itself not allowed stands behind > . */
function rangeOf({ min, max, minExclusive }: ParamSpec): string | undefined {
  if (min === undefined && max === undefined) return undefined;
  if (max === undefined) return `${minExclusive ? '>' : '≥'} ${min}`;
  if (min === undefined) return `≤ ${max}`;
  return `${minExclusive ? '> ' : ''}${min} … ${max}`;
}
