/** Seeds that show, where its mending is undone, what was once wrong. They run before all others, for good. */
export const PINNED_SEEDS: readonly (readonly [seed: number, what: string])[] = [
  [1, 'a takeover of unknown end was done twice, and withdrew what it had announced itself'],
  [2, 'a step that arrived late was taken for another; chunks were told of twice; starts of an owner in between'],
  [18, 'a listener stayed with a node that had lost the channel'],
  [1_078, 'a pause whose host asks again came after everything else, and lasted'],
  [1_422, 'a listener that was not whole yet heard what it held, and then what was planned again'],
  [1_714, 'a listener joined at a node in the moment that lost the channel, and was never told'],
  [11_034, 'a head accepted in the silence was blamed for the silence before it'],
  [11_351, 'a chunk that began between two looks, withdrawn by late news, was taken for heard twice'],
  [13_880, 'a short sound between two looks was taken for silence'],
  [20_912, 'an owner whose signs of life failed wrote rows, and what they announced was taken for unheard'],
];
