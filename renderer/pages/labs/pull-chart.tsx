import { useMemo } from 'react';
import { formatExact, formatNumber } from '../../charts/number-format.ts';
import type { Plane, PlotArea, Spot } from '../../charts/plane.ts';
import { useRunColor } from '../../ui/use-scheme.ts';
import { DragSpot } from './drag-spot.tsx';
import { LinesChart, type PlainLine } from './lines-chart.tsx';
import type { Scene } from './two-clouds-scene.ts';
import classes from './labs.module.css';

const pulls = [
  {
    key: 'critic',
    name: 'critic, f*',
    color: 2,
    dash: [],
    sizeAt: ({ critic, points }: Scene, i: number) => Math.abs(critic.slope(points[i])),
  },
  {
    key: 'slope',
    name: 'discriminator itself, D*',
    color: 7,
    dash: [6, 3],
    sizeAt: ({ judgements }: Scene, i: number) => Math.abs(judgements[i].slope),
  },
  {
    key: 'minimax',
    name: 'minimax loss, log(1 − D*)',
    color: 3,
    dash: [2, 3],
    sizeAt: ({ judgements }: Scene, i: number) => Math.abs(judgements[i].minimaxPull),
  },
  {
    key: 'nonSaturating',
    name: 'non-saturating loss, −log D*',
    color: 5,
    dash: [8, 3, 2, 3],
    sizeAt: ({ judgements }: Scene, i: number) => Math.abs(judgements[i].nonSaturatingPull),
  },
] as const;
type Pull = (typeof pulls)[number];

function meanPull(pull: Pull, scene: Scene): number {
  return scene.points.reduce((sum, _, i) => sum + pull.sizeAt(scene, i), 0) / scene.points.length;
}

const [lowest, highest] = [-16, 3];

/** How hard a generated point is pulled on average, over the distance of the clouds, on a logarithmic axis. */
export function PullChart({ sweep, d, onD }: { sweep: { d: number; scene: Scene }[]; d: number; onD: (d: number) => void }) {
  const colorOf = useRunColor();
  const colors = [10, ...pulls.map(({ color }) => color)].map(colorOf).join(' ');
  const plane = useMemo(
    (): Plane => ({
      x: { from: 0, to: sweep[sweep.length - 1].d, name: 'd', isRuled: true },
      y: {
        from: lowest,
        to: highest,
        isRuled: true,
        ticks: (pixels) => {
          const every = pixels > 260 ? 2 : 4;
          const values = Array.from({ length: Math.floor((highest - lowest) / every) + 1 }, (_, i) => lowest + i * every);
          return { values, labels: values.map((power) => formatNumber(10 ** power)) };
        },
      },
    }),
    [sweep],
  );
  const lines = useMemo((): PlainLine[] => {
    const [here, ...rest] = colors.split(' ');
    return [
      {
        id: 'here',
        color: here,
        width: 1,
        dash: [3, 3],
        points: [
          [d, lowest],
          [d, highest],
        ],
      },
      ...pulls.map(
        (pull, i): PlainLine => ({
          id: pull.key,
          name: pull.name,
          color: rest[i],
          dash: [...pull.dash],
          points: sweep.map((at) => [at.d, logOf(meanPull(pull, at.scene))]),
        }),
      ),
    ];
  }, [sweep, d, colors]);
  const tip = (spot: Spot) => {
    const at = sweep[Math.round((spot.x / sweep[sweep.length - 1].d) * (sweep.length - 1))];
    return (
      <>
        <div className="soft">d = {formatNumber(at.d, 3)}</div>
        {pulls.map((pull) => (
          <div key={pull.key}>
            {pull.name}: {formatExact(Number(meanPull(pull, at.scene).toPrecision(4)))}
          </div>
        ))}
      </>
    );
  };
  return (
    <LinesChart
      title="Mean pull on a generated point"
      unit="|slope| over d, logarithmic"
      plane={plane}
      lines={lines}
      tip={tip}
      describe="Mean size of the slope at the generated points over the distance of the clouds: 1 for the critic, falling to nothing for the discriminator and the minimax loss, rising for the non-saturating loss."
      caption="what is 0 has no place on this axis"
      table={() => ({
        columns: ['d', ...pulls.map(({ name }) => name)],
        rows: sweep.map((at) => [at.d, ...pulls.map((pull) => meanPull(pull, at.scene))]),
      })}
      overlay={(area: PlotArea) => (
        <DragSpot plane={plane} area={area} x={d} y={0} label="d on the curves" color={colorOf(2)} moves="across" onMove={onD} />
      )}
    />
  );
}

/** At the points of the scene: the mean, the weakest and the strongest pull. */
export function PullTable({ scene }: { scene: Scene }) {
  return (
    <div className={classes.side}>
      <table className={classes.figures}>
        <caption>Pull on the {scene.points.length} generated points</caption>
        <thead>
          <tr>
            <th scope="col">by</th>
            <th scope="col">weakest</th>
            <th scope="col">mean</th>
            <th scope="col">strongest</th>
          </tr>
        </thead>
        <tbody>
          {pulls.map((pull) => {
            const sizes = scene.points.map((_, i) => pull.sizeAt(scene, i));
            return (
              <tr key={pull.key}>
                <th scope="row">{pull.name}</th>
                {[Math.min(...sizes), meanPull(pull, scene), Math.max(...sizes)].map((size, i) => (
                  <td key={['weakest', 'mean', 'strongest'][i]} title={formatExact(size)}>
                    {formatNumber(size, 3)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={classes.words}>
        A slope of {formatNumber(meanPull(pulls[1], scene), 2)} of the discriminator itself against{' '}
        {formatNumber(meanPull(pulls[0], scene), 2)} of the critic. Where the critic has a kink between two real hills, points on either
        side are pulled apart, each to its own hill.
      </p>
    </div>
  );
}

function logOf(value: number): number {
  return value > 0 ? Math.log10(value) : Number.NaN;
}
