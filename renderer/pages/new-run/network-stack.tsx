import type { Description } from '../../../shared/trainer-protocol.ts';
import { formatStep } from '../../charts/number-format.ts';
import classes from './new-run.module.css';

/** Each network as a stack: what goes in at the top, a line a layer with the shape it makes and its parameters. */
export function NetworkStack({ networks, isOld }: { networks: Description['networks'] | null; isOld: boolean }) {
  if (!networks) return <p className="faint">Their layers, shapes and parameters will be listed here.</p>;
  const widest = Math.max(1, ...networks.flatMap((network) => network.layers.map((layer) => sizeOf(layer.output))));
  return (
    <div className={classes.networks} data-old={isOld || undefined}>
      {networks.map((network) => (
        <table key={network.name} className={classes.network}>
          <caption>
            {network.name} <span className="faint">{formatStep(network.parameters)} parameters</span>
          </caption>
          <thead className="visually-hidden">
            <tr>
              <th scope="col">Layer</th>
              <th scope="col">Output</th>
              <th scope="col">Parameters</th>
            </tr>
          </thead>
          <tbody>
            {network.layers.map((layer) => (
              <tr key={layer.name}>
                <td className="ellipsis" title={layer.name}>
                  {layer.kind}
                </td>
                <td>
                  <span
                    className={classes.bar}
                    style={{ width: `${Math.max(4, (Math.log1p(sizeOf(layer.output)) / Math.log1p(widest)) * 100)}%` }}
                  />
                  <span className={classes.shape}>{layer.output.join(' × ')}</span>
                </td>
                <td className="number">{layer.parameters > 0 ? formatStep(layer.parameters) : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
