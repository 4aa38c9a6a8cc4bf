const fs = require('node:fs');
const path = require('node:path');

module.exports = async () => {
  const { buildIfStale } = await import('../../longwave.mjs');
  buildIfStale();
  await makeCluster(path.join(__dirname, '..', '..', 'dist'));
};

// test/support/data-folder.ts copies it. It lives in dist, which is made anew with every change.
async function makeCluster(dist) {
  const made = path.join(dist, 'test-cluster');
  if (fs.existsSync(made)) return;
  const { clusterIn } = await import('../../dist/src/database/cluster.js');
  const folder = fs.mkdtempSync(path.join(dist, 'making-test-cluster-'));
  try {
    fs.renameSync(await clusterIn(folder), made);
  } catch (error) {
    // Another run was faster.
    if (!fs.existsSync(made)) throw error;
  }
  fs.rmSync(folder, { recursive: true, force: true });
}
