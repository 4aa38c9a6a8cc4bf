/** One measured figure. `aim` is a comparison such as `<=150`; a figure without one is told for information. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly aim?: string;
  /** The same figure of the peer, measured in the same run. */
  readonly peer?: number;
}
