import { HttpException } from '@nestjs/common';
import { Fault } from '../kernel/fault.js';
import { CODES, type Code } from '../wire/codes.js';
import type { Problem } from '../wire/problem.js';
import { RefusalProblem } from './problem.port.js';
import { redactedText } from './redaction.js';

const DETAIL_MAX = 500;

/** Any error as the problem a stranger may read: what we did not write ourselves is not in it. */
export function problemOf(error: unknown, requestId: string | undefined): Problem {
  const code = codeOf(error);
  const { status, title } = CODES[code];
  const detail = detailOf(error, status);
  const mistakes = error instanceof RefusalProblem ? error.mistakes : [];
  return {
    type: `urn:longwave:problem:${code}`,
    title,
    status,
    code,
    ...(detail === undefined || detail === title ? {} : { detail }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(mistakes.length === 0 ? {} : { mistakes: [...mistakes] }),
  };
}

function codeOf(error: unknown): Code {
  if (error instanceof RefusalProblem) return error.refusal.refused;
  if (error instanceof Fault) return error.code;
  if (error instanceof HttpException) return codeOfStatus(error.getStatus());
  return 'server.fault';
}

const CODE_OF_STATUS: Readonly<Record<number, Code>> = {
  401: 'people.not-signed-in',
  403: 'people.not-allowed',
  404: 'request.not-found',
  405: 'request.method-not-allowed',
  413: 'request.too-large',
  415: 'request.unsupported-type',
  429: 'request.too-many',
};

function codeOfStatus(status: number): Code {
  return CODE_OF_STATUS[status] ?? (status >= 400 && status < 500 ? 'request.invalid' : 'server.fault');
}

// A refusal explains itself. A fault does so only where the one who asks can mend it: the rest is in the log.
function detailOf(error: unknown, status: number): string | undefined {
  if (error instanceof RefusalProblem) return redactedText(error.refusal.detail, DETAIL_MAX);
  if (error instanceof Fault && status < 500) return redactedText(error.message, DETAIL_MAX);
  return undefined;
}
