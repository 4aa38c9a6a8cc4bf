const { hashOfSources, remember } = require('./passed.cjs');

const isAll = (process.env.REQUIRE ?? '') === '' && process.argv.length === 2;

/** Remembers that everything which needs nothing has passed, if that was run whole and nothing was changed meanwhile. */
module.exports = class PassedReporter {
  onRunStart() {
    if (isAll) this.hash = hashOfSources();
  }

  onRunComplete(_contexts, { success, numPassedTests, numPendingTests }) {
    const isGood = success && numPassedTests > 0 && numPendingTests === 0;
    if (isAll && isGood && hashOfSources() === this.hash) remember(this.hash);
  }
};
