const { default: Sequencer } = require('@jest/test-sequencer');
const { isJoined } = require('./together.cjs');
const { placeOf } = require('./longest.cjs');

/** Of several files in one that Jest has not timed yet it knows the length of their list, which says nothing. */
function place({ path, context }) {
  const isLater = context.config.displayName?.name === 'unit' || !isJoined(path);
  return placeOf(path) + (isLater ? 1 : 0);
}

module.exports = class LongestFirst extends Sequencer {
  async sort(tests) {
    return (await super.sort(tests)).toSorted((one, other) => place(one) - place(other));
  }
};
