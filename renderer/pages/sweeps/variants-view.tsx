import { Select } from '@mantine/core';
import { Link } from 'wouter';
import { hasEnded } from '../../../shared/run.ts';
import type { SweepDetail, SweepRunRow } from '../../../shared/api/sweeps.ts';
import { type Contest, contest, type Criterion } from '../../../shared/sweep.ts';
import { formatNumber } from '../../charts/number-format.ts';
import { links } from '../../routes.tsx';
import { EmptyPlace } from '../../ui/empty-place.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { placesOf } from './places.ts';
import { numberHint, readNumber } from '../../params-form/number-text.ts';
import { runTitle } from '../../ui/run-title.ts';
import classes from './sweeps.module.css';

interface Asked {
  series: string;
  is: Criterion['is'];
  limit: string;
  change(key: string, value: string): void;
}

/** A row a place and seed, a column a variant, the last value of one series in each cell; and who kept a bar where. */
export function VariantsView({ detail: data, asked }: { detail: SweepDetail; asked: Asked }) {
  const { series, is, limit: limitText, change } = asked;
  const { plan, runs } = data;
  const variants = Object.keys(plan.variants);
  const keys = Object.keys(plan.vary);
  const limit = readNumber(limitText, 'number');
  const criterion: Criterion | null = typeof limit === 'string' ? null : { series, is, value: limit };
  return (
    <>
      <div className={classes.bar}>
        <Select
          label="Last value of"
          data={[...new Set([series, ...data.series])]}
          value={series}
          searchable
          allowDeselect={false}
          onChange={(next) => change('series', next ?? series)}
        />
        <Select
          label="A run succeeds"
          data={['below', 'above']}
          value={is}
          allowDeselect={false}
          onChange={(next) => change('is', next ?? is)}
        />
        <label className={classes.limit}>
          <span>the bar</span>
          <input
            value={limitText}
            inputMode="decimal"
            aria-label="The bar"
            aria-invalid={typeof limit === 'string'}
            onChange={(event) => change('limit', event.currentTarget.value)}
          />
          {typeof limit === 'string' && (
            <span style={{ color: 'var(--bad)' }}>{numberHint(limit) || 'A number is expected, such as 0.3.'}</span>
          )}
        </label>
      </div>
      {criterion && variants.length > 1 && <Contests runs={runs} variants={variants} criterion={criterion} />}
      {runs.length === 0 ? (
        <EmptyPlace title="Its runs were deleted">
          <p>They can be restored from the list of runs for a while.</p>
        </EmptyPlace>
      ) : (
        <div className={classes.scroller}>
          <table className={classes.table}>
            <thead>
              <tr>
                {keys.map((key) => (
                  <th key={key} scope="col" title={key}>
                    {key.split('.').at(-1)}
                  </th>
                ))}
                {plan.seeds.length > 1 && <th scope="col">seed</th>}
                {variants.map((variant) => (
                  <th key={variant} scope="col" className="number">
                    {variant}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {placesOf(runs).map(({ name, place, seed, byVariant }) => (
                <tr key={name}>
                  {keys.map((key) => (
                    <td key={key}>{String(place[key])}</td>
                  ))}
                  {plan.seeds.length > 1 && <td>{seed}</td>}
                  {variants.map((variant) => (
                    <Cell key={variant} run={byVariant.get(variant)} criterion={criterion} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function Cell({ run, criterion }: { run: SweepRunRow | undefined; criterion: Criterion | null }) {
  if (run === undefined) return <td className="number faint">–</td>;
  const { status, value } = run;
  const kept =
    value !== null &&
    criterion !== null &&
    hasEnded(status) &&
    (criterion.is === 'below' ? value < criterion.value : value > criterion.value);
  return (
    <td className="number" data-kept={kept || undefined}>
      <Link href={links.run(run.run)} title={runTitle(run)} className={classes.cell}>
        {status !== 'finished' && <StatusGlyph status={status} size={12} />}
        {value === null ? (hasEnded(status) ? 'none' : `step ${run.step}`) : formatNumber(value)}
        {kept && <span aria-hidden>✓</span>}
        {kept && <span className="visually-hidden">kept the bar</span>}
      </Link>
    </td>
  );
}

/** Each variant against the first, as the paper's table of successes. */
function Contests({ runs, variants, criterion }: { runs: SweepRunRow[]; variants: string[]; criterion: Criterion }) {
  const tried = runs.map((run) => ({ ...run, hasEnded: hasEnded(run.status) }));
  const [first, ...others] = variants;
  return (
    <div className={classes.contests}>
      {others.map((other) => (
        <ContestRow key={other} {...contest(tried, [first, other], criterion)} />
      ))}
    </div>
  );
}

function ContestRow({ first, second, onlyFirst, onlySecond, both, neither, open }: Contest) {
  const figures = [
    { name: `only ${first}`, count: onlyFirst },
    { name: `only ${second}`, count: onlySecond },
    { name: 'both', count: both },
    { name: 'neither', count: neither },
    ...(open > 0 ? [{ name: 'still open', count: open }] : []),
  ];
  return (
    <dl className={classes.contest}>
      {figures.map(({ name, count }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  );
}
