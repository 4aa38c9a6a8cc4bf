import { isRefusal, refuse, type Refusal } from '../../kernel/outcome.js';
import { atomsOf, type Atom } from './atoms.js';
import { expectedMs } from './expected.js';
import { prepareText } from './prepare-text.js';
import { NO_PRONUNCIATIONS, pronounce, type Pronunciations, type SpokenText } from './pronounce.js';
import { sentences, type Span } from './sentences.js';

/**
 * What becomes one chunk. `text` is what captions show: the prepared text, before pronunciations; `spoken` is what the
 * engine gets. `shownWords` brings an engine's word timings back to `text`.
 */
export interface Piece extends SpokenText {
  readonly expectedMs: number;
}

export interface SpeakingOptions {
  /** A well-formed BCP 47 tag. */
  readonly language: string;
  readonly pronunciations?: Pronunciations;
}

export const PIECE_MS_MAX = 8_000;
export const PIECE_MS_MIN = 1_200;
export const PIECES_MAX = 64;
/** A text of very many short sentences is put together further before it is refused. */
const SHORT_MS = [PIECE_MS_MIN, 2_400, 4_000];

/**
 * The text of a request → the pieces it is spoken in: sentences; longer ones than 8 s split at a clause, else between
 * words; short ones put together. All words of the prepared text are in them, in order.
 */
export function toPieces(text: string, options: SpeakingOptions): readonly Piece[] | Refusal {
  const prepared = prepareText(text);
  if (isRefusal(prepared)) return prepared;
  const pieceAt = (span: Span): Piece => makePiece(prepared, span, options);
  const spans = sentences(prepared, options.language).flatMap((sentence) => splitLong(prepared, sentence, options));
  for (const shortMs of SHORT_MS) {
    const pieces = mergeShort(spans, shortMs, pieceAt);
    if (pieces.length <= PIECES_MAX) return pieces;
  }
  return refuse('speech.too-many-pieces');
}

function makePiece(
  prepared: string,
  { start, end }: Span,
  { language, pronunciations = NO_PRONUNCIATIONS }: SpeakingOptions,
): Piece {
  const said = pronounce(prepared.slice(start, end).replaceAll('\n', ' '), pronunciations);
  return { ...said, expectedMs: expectedMs(said.spoken, language) };
}

function splitLong(prepared: string, sentence: Span, options: SpeakingOptions): Span[] {
  if (makePiece(prepared, sentence, options).expectedMs <= PIECE_MS_MAX) return [sentence];
  const soundMsMax = PIECE_MS_MAX - expectedMs('', options.language);
  const atoms = atomsOf(prepared, sentence, { ...options, soundMsMax });
  const spans: Span[] = [];
  let leftMs = atoms.reduce((sum, atom) => sum + atom.soundMs, 0);
  for (let from = 0; from < atoms.length;) {
    const count = leftMs <= soundMsMax ? atoms.length - from : bestCount(atoms.slice(from), leftMs, soundMsMax);
    const run = atoms.slice(from, from + count);
    spans.push({ start: run[0]?.start ?? sentence.start, end: run.at(-1)?.end ?? sentence.end });
    leftMs -= run.reduce((sum, atom) => sum + atom.soundMs, 0);
    from += count;
  }
  return spans;
}

// The best joint that leaves nothing short on either side; of equal ones the one that makes the pieces most alike.
function bestCount(atoms: readonly Atom[], leftMs: number, soundMsMax: number): number {
  const aimMs = leftMs / Math.ceil(leftMs / soundMsMax);
  let best = { count: 1, worth: Number.NEGATIVE_INFINITY };
  let ms = 0;
  for (const [at, atom] of atoms.entries()) {
    ms += atom.soundMs;
    if (ms > soundMsMax) break;
    const isShort = ms < PIECE_MS_MIN || leftMs - ms < PIECE_MS_MIN;
    const worth = atom.joint - Math.abs(ms - aimMs) / soundMsMax - (isShort ? 10 : 0);
    if (worth > best.worth) best = { count: at + 1, worth };
  }
  return best.count;
}

function mergeShort(spans: readonly Span[], shortMs: number, pieceAt: (span: Span) => Piece): Piece[] {
  const merged: { readonly span: Span; readonly piece: Piece }[] = [];
  for (const span of spans) {
    const next = { span, piece: pieceAt(span) };
    const last = merged.at(-1);
    const both = last && { start: last.span.start, end: span.end };
    if (last && both && Math.min(last.piece.expectedMs, next.piece.expectedMs) < shortMs) {
      const piece = pieceAt(both);
      if (piece.expectedMs <= PIECE_MS_MAX) {
        merged[merged.length - 1] = { span: both, piece };
        continue;
      }
    }
    merged.push(next);
  }
  return merged.map(({ piece }) => piece);
}
