import { StandardSchemaValidationPipe } from '@nestjs/common';
import { refuse } from '../kernel/outcome.js';
import { RefusalProblem, type Mistake } from './problem.port.js';
import { redactedText } from './redaction.js';

const MISTAKES_MAX = 20;

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Parses what a handler's parameter has a schema for: `@Body({ schema: NewRequest }) request: NewRequest`. */
export function requestPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      new RefusalProblem(refuse('request.invalid'), issues.slice(0, MISTAKES_MAX).map(mistakeOf)),
  });
}

function mistakeOf({ message, path = [] }: Issue): Mistake {
  const names = path.map((part) => String(typeof part === 'object' ? part.key : part));
  return { path: redactedText(names.join('.'), 200), message: redactedText(message, 200) };
}
