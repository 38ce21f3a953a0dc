import { Tooltip } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import {
  IconArrowsDiff,
  IconChevronsLeft,
  IconChevronsRight,
  IconDatabase,
  IconFlask,
  IconGridDots,
  IconList,
  IconSettings,
  IconSquarePlus,
  IconTableShortcut,
} from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { links } from '../routes.tsx';
import { strings } from '../strings.ts';
import classes from './frame.module.css';

const places = [
  {
    name: strings.places.runs,
    link: links.runs(),
    icon: IconList,
    isHere: (path: string) => path.startsWith('/runs') && path !== '/runs/new',
  },
  { name: strings.places.newRun, link: links.newRun(), icon: IconSquarePlus, isHere: (path: string) => path === '/runs/new' },
  { name: strings.places.compare, link: links.compare(), icon: IconArrowsDiff, isHere: (path: string) => path.startsWith('/compare') },
  { name: strings.places.latents, link: links.latents(), icon: IconGridDots, isHere: (path: string) => path.startsWith('/latents') },
  { name: strings.places.sweeps, link: links.sweeps(), icon: IconTableShortcut, isHere: (path: string) => path.startsWith('/sweeps') },
  { name: strings.places.data, link: links.data(), icon: IconDatabase, isHere: (path: string) => path.startsWith('/data') },
  { name: strings.places.labs, link: links.labs(), icon: IconFlask, isHere: (path: string) => path.startsWith('/labs') },
  { name: strings.places.settings, link: links.settings(), icon: IconSettings, isHere: (path: string) => path.startsWith('/settings') },
];

export function Rail() {
  const [path] = useLocation();
  const [isCollapsed, setCollapsed] = useLocalStorage({ key: 'ganymede-rail', defaultValue: false, getInitialValueInEffect: false });
  const Chevrons = isCollapsed ? IconChevronsRight : IconChevronsLeft;
  return (
    <nav className={classes.rail} aria-label={strings.rail.label} data-collapsed={isCollapsed || undefined}>
      <Link href={links.runs()} className={classes.mark} aria-label={strings.studio}>
        <svg width="20" height="20" viewBox="0 0 32 32" aria-hidden="true">
          <path d="M16 4a12 12 0 0 1 0 24z" fill="var(--accent)" />
          <circle cx="16" cy="16" r="12" fill="none" stroke="var(--accent)" strokeWidth="2.5" />
        </svg>
      </Link>
      {places.map(({ name, link, icon: Icon, isHere }) => (
        <Tooltip key={link} label={name} position="right" disabled={!isCollapsed}>
          <Link href={link} className={classes.place} aria-current={isHere(path) ? 'page' : undefined}>
            <Icon size={18} stroke={1.6} aria-hidden />
            <span className={classes.placeName}>{name}</span>
          </Link>
        </Tooltip>
      ))}
      <div className="fill" />
      <button
        type="button"
        className={classes.collapse}
        onClick={() => setCollapsed(!isCollapsed)}
        aria-label={isCollapsed ? strings.rail.expand : strings.rail.collapse}
      >
        <Chevrons size={15} stroke={1.6} aria-hidden />
      </button>
    </nav>
  );
}
