import type { Side } from '../../../wire/sports.js';

/** Something that a line may say happened: what, whose it was, who did it and to whom. */
export interface Evidence {
  readonly idea: string;
  /** Whose doing it is, or who gains by it; null where both or neither may be named. */
  readonly side: Side | null;
  /** Nobody: it is not known who it was. */
  readonly doers: readonly string[];
  readonly victims: readonly string[];
  /** What the line is to tell, or how it stands now; otherwise it was before. */
  readonly isNow: boolean;
  /** It was told and is taken back. */
  readonly isUndone?: boolean;
  /** Nobody is asked whose doing it is. */
  readonly isAnybodys?: boolean;
}
