import { Fault } from '../kernel/fault.js';
import { isRefusal, type Refusal } from '../kernel/outcome.js';

export interface Mistake {
  /** Where in the request, such as `lines.0.text`. */
  readonly path: string;
  readonly message: string;
}

/** A refusal on its way out of a controller. The answer is a problem with the refusal's code. */
export class RefusalProblem extends Error {
  override readonly name = 'RefusalProblem';

  constructor(
    readonly refusal: Refusal,
    readonly mistakes: readonly Mistake[] = [],
  ) {
    super(refusal.detail);
  }
}

/** When another try makes sense, where whoever refused or failed knows it. */
export function retryAfterOf(error: unknown): number | undefined {
  if (error instanceof RefusalProblem) return error.refusal.retryAfterS;
  return error instanceof Fault ? error.retryAfterS : undefined;
}

/** For controllers: the outcome, or its refusal as a problem. `return orProblem(await this.queue.cancel(id))`. */
export function orProblem<T>(outcome: T): Exclude<T, Refusal> {
  if (isRefusal(outcome)) throw new RefusalProblem(outcome);
  return outcome as Exclude<T, Refusal>;
}
