import type { Sound } from './loudspeaker.js';

/** What to tell the loudspeaker so that it plays the one instead of the other. */
export interface Difference {
  readonly begin: readonly Sound[];
  readonly change: readonly Sound[];
  readonly withdraw: readonly Sound[];
}

export function difference(before: readonly Sound[], after: readonly Sound[]): Difference {
  const isNew = (sound: Sound): boolean => !before.some((other) => isSame(other, sound));
  const isChanged = (sound: Sound): boolean =>
    before.some((other) => isSame(other, sound) && other.until !== sound.until);
  return {
    begin: after.filter(isNew),
    change: after.filter(isChanged),
    withdraw: before.filter((sound) => !after.some((other) => isSame(other, sound))),
  };
}

export function isSame(one: Sound, other: Sound): boolean {
  return one.of === other.of && one.at === other.at && one.from === other.from;
}
