import type { EndReason, RequestStatus } from '../wire/radio.js';

export interface RequestOutcome {
  readonly status: RequestStatus;
  readonly endReason: EndReason | null;
  /** It was withdrawn after it was heard. */
  readonly isSilenced: boolean;
}

/** What became of requests, for rooms above: as it was last kept. */
export abstract class RequestOutcomes {
  /** Of those that are still there. */
  abstract of(requests: readonly string[]): Promise<ReadonlyMap<string, RequestOutcome>>;
}
