const fs = require('node:fs');
const path = require('node:path');
const { specsOf } = require('./together.cjs');

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
    const files = testResults.flatMap(failedOf).map((file) => `${file}\n`);
    fs.mkdirSync(path.dirname(FAILED), { recursive: true });
    fs.appendFileSync(FAILED, files.join(''));
  }
};

/** Of several in one file those in which something failed, or all, where the file as such did. */
function failedOf({ testFilePath, testExecError, testResults }) {
  const specs = specsOf(testFilePath);
  if (testExecError || specs.length === 1) return testExecError || testResults.some(isFailed) ? specs : [];
  return specs.filter((spec) => testResults.some((result) => isFailed(result) && result.ancestorTitles[0] === spec));
}

function isFailed({ status }) {
  return status === 'failed';
}
