import type { Cancel } from '../kernel/clock.js';

/** In which matches something happens, for rooms beside this one. Words may be lost: whoever must miss nothing looks by itself too. */
export abstract class MatchNews {
  /** Of every match in which something was recorded, here or elsewhere. */
  abstract watch(tell: (match: string) => void): Cancel;
  /** Lines of the match were written: who follows it is to see them. */
  abstract touched(match: string): void;
}
