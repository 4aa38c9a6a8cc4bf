import type { Side, Sport } from '../../../wire/sports.js';
import { filled, type Phrase, type Slots } from './phrase.js';
import { otherOf } from './scene.js';
import { tongueFor } from './tongues.js';

export interface OpenedMatch {
  readonly sport: Sport;
  readonly language: string;
  readonly home: { readonly name: string };
  readonly away: { readonly name: string };
}

/** Openings that can be voiced before they are needed: whole first sentences with a side's name. */
export function openings({ sport, language, ...names }: OpenedMatch): readonly string[] {
  const tongue = tongueFor(language);
  const book = tongue?.books[sport] ?? {};
  const slotsOf = (side: Side) => ({
    side: names[side].name,
    other: names[otherOf(side)].name,
    winner: names[side].name,
    home: names.home.name,
    away: names.away.name,
  });
  const all = Object.entries(book)
    .filter(([key]) => key.startsWith('open.'))
    .flatMap(([, phrases]) => phrases)
    .flatMap((phrase) => (['home', 'away'] as const).flatMap((side) => sentencesOf([phrase], slotsOf(side))));
  return [...new Set(all)];
}

export function sentencesOf(phrases: readonly Phrase[], slots: Slots): readonly string[] {
  return phrases
    .flatMap((phrase) => filled(phrase, slots) ?? [])
    .map((words) => words.charAt(0).toUpperCase() + words.slice(1));
}
