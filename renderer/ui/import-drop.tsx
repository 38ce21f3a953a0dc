import { useEffect, useEffectEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { droppedPaths } from '../desktop.ts';
import { links } from '../routes.tsx';
import classes from './ui.module.css';

/** While it is mounted, files and folders dropped anywhere in the window are looked at on the import page. */
export function ImportDrop() {
  const [, navigate] = useLocation();
  const [isOver, setOver] = useState(false);
  const take = useEffectEvent((files: File[]) => {
    const paths = droppedPaths(files);
    navigate(paths.length > 0 ? links.importRuns({ paths }) : links.importRuns({ dropped: files[0]?.name ?? 'what was dropped' }));
  });
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      take([...event.dataTransfer.files]);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return isOver ? <div className={classes.drop}>Drop it to see which runs are in it. Nothing is written yet.</div> : null;
}
