import { useMemo } from 'react';
import { type ConfigRow, configDifference } from '../../../shared/config-paths.ts';
import { knownConfig } from '../../../shared/origin.ts';
import { LineSwatch } from '../../charts/line-swatch.tsx';
import type { PanelRun } from '../../panels/panel.ts';
import classes from './compare.module.css';

const mostSingle = 12;

/** What differs between the configs, first; the rest folded. */
export function ConfigDifferences({ runs }: { runs: PanelRun[] }) {
  const rows = useMemo(() => configDifference(runs.map(({ detail }) => knownConfig(detail.run))), [runs]);
  const differing = rows.filter(({ differs }) => differs);
  const same = rows.filter(({ differs }) => !differs);
  if (runs.length === 0) return null;
  return (
    <section aria-label="Config">
      <h2 className={classes.heading}>{runs.length === 1 ? 'Config' : differing.length === 0 ? 'Configs do not differ' : 'Differs'}</h2>
      {runs.length > 1 ? <Rows rows={differing} runs={runs} /> : null}
      <details open={runs.length === 1}>
        <summary className={classes.summary}>
          {runs.length === 1 ? 'All keys' : 'The same in all'} ({same.length})
        </summary>
        <Rows rows={same} runs={runs.slice(0, 1)} />
      </details>
    </section>
  );
}

function Rows({ rows, runs }: { rows: ConfigRow[]; runs: PanelRun[] }) {
  return (
    <dl className={classes.rows}>
      {rows.map(({ key, values }) => (
        <div key={key}>
          <dt>{key.replace(/^params\./, '')}</dt>
          {runs.length > mostSingle ? <Counted values={values} /> : null}
          {(runs.length > mostSingle ? [] : runs).map((run, i) => (
            <dd key={run.id} title={`${run.label}: ${String(values[i] ?? 'not a knob of this recipe')}`}>
              {runs.length > 1 ? <LineSwatch color={run.color} dash={run.dash} width={10} /> : null}{' '}
              {values[i] === undefined ? '—' : String(values[i])}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

/** So many runs are told by their values. */
function Counted({ values }: { values: ConfigRow['values'] }) {
  const counts = [...Map.groupBy(values, (value) => (value === undefined ? '—' : String(value)))].sort(
    ([, a], [, b]) => b.length - a.length,
  );
  return (
    <>
      {counts.slice(0, mostSingle).map(([value, runs]) => (
        <dd key={value}>
          {value} <span className="faint">× {runs.length}</span>
        </dd>
      ))}
      {counts.length > mostSingle ? <dd className="faint">and {counts.length - mostSingle} other values</dd> : null}
    </>
  );
}
