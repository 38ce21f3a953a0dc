import type { Issue } from '../../shared/errors.ts';
import type { DataKind, ParamGroup, Params, ParamSpec, ParamValue, PresetName } from '../../shared/params.ts';
import { presetOf, specsFor } from '../../shared/resolve-params.ts';
import { ParamField } from './param-field.tsx';

/** The knobs of one group, in the order of their declaration. `prefix` is where they stand in the config. */
export function ParamFields(props: {
  specs: readonly ParamSpec[];
  group: ParamGroup | null;
  kind: DataKind;
  preset: PresetName;
  given: Params;
  prefix: string;
  issues: ReadonlyMap<string, Issue>;
  disabled?: boolean;
  onParams: (params: Params) => void;
}) {
  const { specs, group, kind, preset, given, prefix, issues, disabled, onParams } = props;
  const set = (key: string, value: ParamValue | undefined) => {
    const { [key]: _, ...rest } = given;
    onParams(value === undefined ? rest : { ...rest, [key]: value });
  };
  return specsFor(specs, kind)
    .filter((spec) => group === null || spec.group === group)
    .map((spec) => (
      <ParamField
        key={`${prefix}.${spec.key}`}
        spec={spec}
        value={given[spec.key]}
        usual={presetOf(spec, kind, preset)}
        issue={issues.get(`${prefix}.${spec.key}`)}
        disabled={disabled}
        onValue={(value) => set(spec.key, value)}
      />
    ));
}
