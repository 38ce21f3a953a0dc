import { Children, type ReactNode } from 'react';
import { ScrollBox } from '../ui/scroll-box.tsx';
import classes from './panels.module.css';
import { WhenSeen } from './when-seen.tsx';

/** From here on only those in sight are drawn. */
const many = 12;

/** Pictures of several runs, as many beside each other as `columns`, but none so small that it can't be read: the rest wrap, and scroll. */
export function Tiles({ columns, children }: { columns: number; children: ReactNode }) {
  const tiles = Children.toArray(children);
  const least = `max(min(210px, 100%), calc(100% / ${columns} - 0.1px))`;
  return (
    <ScrollBox className={classes.tiles} style={{ gridTemplateColumns: `repeat(auto-fill, minmax(${least}, 1fr))` }}>
      {tiles.length > many
        ? tiles.map((tile, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a place on the screen is seen or not, whatever stands there.
            <div key={place}>
              <WhenSeen>{tile}</WhenSeen>
            </div>
          ))
        : tiles}
    </ScrollBox>
  );
}
