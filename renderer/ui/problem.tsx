import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Component, type ReactNode, useState } from 'react';
import { ApiError, isUnheard } from '../api-client.ts';
import { useBack } from '../live.ts';
import { strings } from '../strings.ts';
import { copyText } from './copy-text.tsx';
import classes from './ui.module.css';

export function errorSentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** An error where its cause is: the sentence, what is wrong with what, details folded, a way on. */
export function ProblemNote({ error, again, title }: { error: unknown; again?: () => void; title?: string }) {
  return (
    <div className={classes.problem} role="alert">
      <IconAlertTriangle size={16} aria-hidden />
      <div className="fill">
        {title && <strong>{title} </strong>}
        <ProblemWords error={error} />
      </div>
      {again && <Button onClick={again}>{strings.problem.again}</Button>}
    </div>
  );
}

/** The sentence, what is wrong with what, and the details folded, to be copied. */
export function ProblemWords({ error }: { error: unknown }) {
  const issues = error instanceof ApiError ? error.issues : [];
  const details = detailsOf(error);
  return (
    <div className={classes.problemWords}>
      <span>{errorSentence(error)}</span>
      {issues.length > 0 && (
        <ul>
          {issues.map((issue) => (
            <li key={`${issue.path} ${issue.message}`}>
              {issue.path && <code>{issue.path}</code>} {issue.message} {issue.allowed && <span className="soft">{issue.allowed}</span>}
            </li>
          ))}
        </ul>
      )}
      {details && (
        <details>
          <summary>{strings.problem.details}</summary>
          <pre>{details}</pre>
          <Button onClick={() => void copyText(`${errorSentence(error)}\n${details}`, strings.problem.copied)}>
            {strings.problem.copy}
          </Button>
        </details>
      )}
    </div>
  );
}

/** What went wrong with the last deed, null where nothing did. A deed that was not heard is forgotten as soon as the studio is back. */
export function useProblem() {
  const [problem, setProblem] = useState<unknown>(null);
  useBack(() => {
    if (isUnheard(problem)) setProblem(null);
  });
  return [problem, setProblem] as const;
}

/** What there is to unfold; '' where the sentence says all. */
export function detailsOf(error: unknown): string {
  if (error instanceof ApiError) return error.details ?? '';
  return error instanceof Error ? (error.stack ?? '') : '';
}

/** Keeps a broken page or panel from taking the rest with it. A new `place` is a new try. */
export class ErrorBoundary extends Component<{ place: string; children: ReactNode }, { error: unknown; place: string }> {
  override state = { error: undefined as unknown, place: this.props.place };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  static getDerivedStateFromProps(props: { place: string }, state: { place: string }) {
    return props.place === state.place ? null : { error: undefined, place: props.place };
  }
  override render() {
    if (this.state.error === undefined) return this.props.children;
    return (
      <div style={{ padding: 16, maxWidth: 760 }}>
        <ProblemNote title={strings.problem.page} error={this.state.error} again={() => this.setState({ error: undefined })} />
        <p className="soft">{strings.problem.pageAdvice}</p>
      </div>
    );
  }
}
