/** A line that was true, made false. */
export interface Mutation {
  readonly kind: 'score' | 'side' | 'outcome' | 'player' | 'role' | 'period' | 'statistic';
  readonly text: string;
}
