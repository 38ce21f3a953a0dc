import type { ReactNode } from 'react';
import type { ImportanceAnswer } from '../../shared/api/importance.ts';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { ChartFrame } from './chart-frame.tsx';
import classes from './importance-chart.module.css';

/** A bar a field, the longest first, with whiskers; what noise reaches is a line through all of them. */
export function ImportanceChart(props: {
  title: string;
  answer: ImportanceAnswer | null;
  words: (field: string) => string;
  caption: ReactNode;
  actions: ReactNode;
  empty: ReactNode;
}) {
  const { title, answer, words } = props;
  const rows = answer?.fields ?? [];
  const most = Math.max(0.01, ...rows.map(({ high }) => high), answer?.noise.high ?? 0);
  const place = (share: number) => `${(100 * Math.max(0, share)) / most}%`;
  return (
    <ChartFrame
      title={title}
      caption={props.caption}
      actions={props.actions}
      table={() => ({
        columns: ['field', 'share of variance', 'lowest', 'highest'],
        rows: [
          ...rows.map(({ field, mean, low, high }) => [field, mean, low, high]),
          ...(answer ? [['(noise)', answer.noise.mean, answer.noise.low, answer.noise.high]] : []),
        ],
      })}
    >
      {answer === null ? (
        <div className={classes.empty}>{props.empty}</div>
      ) : (
        <ScrollBox className={classes.box}>
          <table className={classes.bars} aria-label={title}>
            <tbody>
              {rows.map(({ field, mean, low, high }) => (
                <tr key={field} data-quiet={high <= answer.noise.high || undefined}>
                  <th scope="row" title={field}>
                    {words(field)}
                  </th>
                  <td className={classes.track}>
                    <span className={classes.bar} style={{ width: place(mean) }} />
                    <span className={classes.whisker} style={{ left: place(low), width: `calc(${place(high)} - ${place(low)})` }} />
                    <span className={classes.noise} style={{ left: place(answer.noise.high) }} />
                  </td>
                  <td className={classes.figure} title={`${low} to ${high}`}>
                    {mean < 0.0005 ? '0 %' : `${(100 * mean).toFixed(1)} %`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </ChartFrame>
  );
}
