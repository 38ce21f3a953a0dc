import type { Issue } from '../../../shared/errors.ts';
import classes from './query-box.module.css';

/** The text of the box once more, unseen behind it, with the word underlined that an issue is about. */
export function QueryMarks(props: { text: string; issue: Issue; behind: number; scrolled: number; isWrong: boolean }) {
  const { text, issue, behind, scrolled, isWrong } = props;
  const from = Math.max(0, Math.min(text.length, (issue.at?.from ?? 0) - behind));
  const to = Math.max(from, (issue.at?.to ?? 0) - behind);
  // What is missing at the end has a place of one letter.
  const word = text.slice(from, to) || '\u2002';
  return (
    <span className={classes.marks} aria-hidden="true">
      <span style={{ transform: `translateX(${-scrolled}px)` }}>
        {text.slice(0, from)}
        <mark data-wrong={isWrong || undefined}>{word}</mark>
        {text.slice(to)}
      </span>
    </span>
  );
}
