import { Link } from 'wouter';
import { formatNumber } from '../../charts/number-format.ts';
import { shade } from '../../charts/run-colors.ts';
import { links } from '../../routes.tsx';
import { useScheme } from '../../ui/use-scheme.ts';
import type { Standing } from '../../../shared/schedule-standing.ts';
import { type Leg, legsOf, type Member } from './lineage.ts';
import classes from './sweeps.module.css';

const line = 26;
const column = 150;
const left = 16;

/** A line a member, from one generation to the next; where it was replaced, it comes from the line of who it was forked from. */
export function LineagePicture({ members, standing, better }: { members: Member[]; standing: Standing; better: 'lower' | 'higher' }) {
  const scheme = useScheme();
  const legs = legsOf(members, standing);
  const { rests } = standing;
  const share = sharesOf(legs, better);
  const color = (leg: Leg) => {
    const known = share(leg);
    return known === null ? 'var(--ink-faint)' : shade(known, scheme);
  };
  const x = (at: number) => left + (at + 1) * column;
  const y = (row: number) => 34 + row * line;
  const forks = legs.filter(({ row, from }) => row !== from).length;
  return (
    <figure
      className={classes.scroller}
      aria-label={`Lineage of ${members.length} members over ${rests.length} generations, with ${forks} ${forks === 1 ? 'fork' : 'forks'}`}
    >
      <svg width={x(rests.length - 1) + 90} height={y(members.length)} className={classes.lineage}>
        <title>Who went on, and who was forked from whom</title>
        {rests.map((rest, at) => (
          <text key={rest} x={x(at)} y={14} textAnchor="middle" className={classes.lineageHead}>
            step {rest.toLocaleString('en')}
          </text>
        ))}
        {legs.map((leg) => (
          <path
            key={`${leg.row} ${leg.at}`}
            d={wayOf(x(leg.at - 1), y(leg.from), x(leg.at), y(leg.row))}
            stroke={color(leg)}
            strokeWidth={leg.from === leg.row ? 2 : 2.5}
            strokeDasharray={leg.mark === null ? '3 4' : undefined}
            fill="none"
          />
        ))}
        {legs.map((leg) => (
          <LegEnd key={`${leg.row} ${leg.at}`} leg={leg} x={x(leg.at)} y={y(leg.row)} color={color(leg)} />
        ))}
      </svg>
    </figure>
  );
}

function wayOf(fromX: number, fromY: number, toX: number, toY: number): string {
  if (fromY === toY) return `M${fromX} ${fromY}H${toX}`;
  const bend = fromX + 70;
  return `M${fromX} ${fromY}C${fromX + 40} ${fromY} ${bend - 40} ${toY} ${bend} ${toY}H${toX}`;
}

function LegEnd({ leg: { run, mark, from, row }, x, y, color }: { leg: Leg; x: number; y: number; color: string }) {
  if (mark === null) return null;
  const isLost = mark.as === 'lost';
  const isOut = isLost || mark.as === 'replaced';
  const value = Number.isNaN(mark.value) ? 'lost' : formatNumber(mark.value);
  const params = Object.entries(run.place).map(([key, param]) => `${key.split('.').at(-1)} ${param}`);
  const said = `#${run.number}, step ${mark.rest}: ${value}${isOut ? ', replaced' : ''}${from === row ? '' : ', forked'}. ${params.join(', ')}`;
  return (
    <Link href={links.run(run.run)} aria-label={said} className={classes.lineageEnd}>
      <title>{said}</title>
      {isOut ? (
        <path d={`M${x - 4} ${y - 4}l8 8m0 -8l-8 8`} stroke={isLost ? 'var(--bad)' : color} strokeWidth={2} />
      ) : (
        <circle cx={x} cy={y} r={4.5} fill={color} />
      )}
      <text x={x + 9} y={y - 5} className={classes.lineageValue}>
        {value}
      </text>
    </Link>
  );
}

/** Of all finite values 1 the best, 0 the worst, by their ranks: outliers would leave the rest in one colour. */
function sharesOf(legs: readonly Leg[], better: 'lower' | 'higher'): (leg: Leg) => number | null {
  const values = legs.flatMap(({ mark }) => (mark !== null && Number.isFinite(mark.value) ? [mark.value] : []));
  const ordered = values.sort((one, other) => (better === 'lower' ? other - one : one - other));
  return ({ mark }) => {
    if (mark === null || !Number.isFinite(mark.value)) return null;
    return ordered.length < 2 ? 1 : ordered.indexOf(mark.value) / (ordered.length - 1);
  };
}
