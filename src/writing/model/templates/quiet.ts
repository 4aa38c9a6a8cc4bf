import type { Part } from './compose.js';
import { cricketQuiet } from './quiet-cricket.js';
import { footballQuiet } from './quiet-football.js';
import { quietPart } from './quiet-part.js';
import type { Scene } from './scene.js';

/** What may be told while nothing happens, in the order it is tried. */
export function quietParts(scene: Scene): readonly Part[] {
  const { sheet, isOpen } = scene;
  if (isOpen) return [];
  const all = sheet.sport === 'cricket' ? cricketQuiet(scene) : sheet.sport === 'football' ? footballQuiet(scene) : [];
  return [...all, ...introductions(scene)].toSorted((one, other) => other.weight - one.weight);
}

/** Before anything is known there are the names. */
function introductions(scene: Scene): readonly Part[] {
  const { sheet, names } = scene;
  const fixture = { home: names.home, away: names.away };
  const more = { competition: sheet.competition ?? undefined, venue: sheet.venue ?? undefined };
  return [quietPart(scene, 'quiet.match', { ...fixture, ...more }, 5)];
}
