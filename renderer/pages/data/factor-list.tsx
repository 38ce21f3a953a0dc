import type { DatasetPreviewed } from '../../api-client.ts';
import { formatNumber } from '../../charts/number-format.ts';
import { spreadOf } from './spread.ts';
import classes from './data.module.css';

/** What is known of the examples drawn: how often each class comes, and how each factor spreads. */
export function FactorList({ preview }: { preview: DatasetPreviewed }) {
  const { tensors, classes: names } = preview;
  const labels = tensors.labels?.data;
  const factors = Object.entries(tensors).filter(([name]) => name.startsWith('factor/'));
  const count = labels?.length ?? factors[0]?.[1].data.length ?? 0;
  if (count === 0) return null;
  const shares = names && labels ? names.map((name, label) => ({ name, share: shareOf(labels, label) })) : [];
  const most = Math.max(...shares.map(({ share }) => share), 1e-9);
  return (
    <>
      {shares.length > 0 && (
        <section aria-label="Classes">
          <h2>
            Classes <span className="faint">of {count} drawn</span>
          </h2>
          <table className={classes.shares}>
            <tbody>
              {shares.map(({ name, share }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td className="number">{(100 * share).toFixed(1)} %</td>
                  <td aria-hidden>
                    <i style={{ width: `${(100 * share) / most}%` }} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {factors.length > 0 && (
        <section aria-label="Known factors">
          <h2>
            Known factors <span className="faint">of {count} drawn</span>
          </h2>
          {factors.map(([name, { data }]) => (
            <Factor key={name} name={name.slice('factor/'.length)} values={data as Float32Array} />
          ))}
        </section>
      )}
    </>
  );
}

function Factor({ name, values }: { name: string; values: Float32Array }) {
  const { low, high, mean, bins } = spreadOf(values);
  return (
    <figure className={classes.factor}>
      <figcaption>
        {name} <span className="faint number">mean {formatNumber(mean, 3)}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${bins.length} 10`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${name}: from ${formatNumber(low, 3)} to ${formatNumber(high, 3)}, mean ${formatNumber(mean, 3)}`}
      >
        <path d={bars(bins)} />
      </svg>
      <div className={classes.ends}>
        <span className="number">{formatNumber(low, 3)}</span>
        <span className="number">{formatNumber(high, 3)}</span>
      </div>
    </figure>
  );
}

/** Bars of width 1 with a little room between them, the highest 10 high. */
function bars(bins: number[]): string {
  const most = Math.max(...bins);
  return bins.map((times, bin) => `M${bin + 0.04} 10v${(-10 * times) / most}h0.92V10z`).join('');
}

function shareOf(labels: ArrayLike<number | bigint>, label: number): number {
  let found = 0;
  for (let at = 0; at < labels.length; at += 1) if (Number(labels[at]) === label) found += 1;
  return found / labels.length;
}
