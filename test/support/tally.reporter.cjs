const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');
/** Where the files stand of which something failed: one a line, those of several runs together. */
const FAILED = path.join(root, 'node_modules', '.cache', 'longwave', 'failed.txt');

// Closes the run with one plain line that any build server can read, and says for it which files to run once more.
module.exports = class TallyReporter {
  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites, testResults } = results;
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
    process.stdout.write(`\n${numPassedTests} passed, ${failed} failed${skipped}\n`);
    const files = testResults
      .filter(({ numFailingTests, testExecError }) => numFailingTests > 0 || testExecError)
      .map(({ testFilePath }) => `${path.relative(root, testFilePath)}\n`);
    fs.mkdirSync(path.dirname(FAILED), { recursive: true });
    fs.appendFileSync(FAILED, files.join(''));
  }
};
