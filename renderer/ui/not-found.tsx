import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { links } from '../routes.tsx';
import { strings } from '../strings.ts';
import { EmptyPlace } from './empty-place.tsx';

export function NotFound() {
  return (
    <EmptyPlace
      title={strings.notFound.title}
      action={
        <Button component={Link} href={links.runs()}>
          {strings.notFound.action}
        </Button>
      }
    >
      {strings.notFound.advice}
    </EmptyPlace>
  );
}
