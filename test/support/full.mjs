// Every test, with all services required: one that cannot be reached fails its tests. What has passed in `npm test` on the
// same sources and asks for no service is not run again; `npm run test:full -- --again` runs that too.
import { spawnSync } from 'node:child_process';
import passed from './passed.cjs';

const given = process.argv.slice(2);
const isKnown = given.length === 0 && passed.havePassed();
if (isKnown) {
  const { length } = passed.whatAsksForNothing();
  console.log(`npm test has passed on these sources: ${length} files that ask for no service are not run again.`);
}

const jest = [
  '--experimental-vm-modules',
  'node_modules/jest/bin/jest.js',
  ...given.filter((word) => word !== '--again'),
];
const run = spawnSync(process.execPath, jest, {
  stdio: 'inherit',
  env: { ...process.env, REQUIRE: 'postgres,redis,s3,chromium,firefox,ffmpeg,mpv', PASSED: isKnown ? '1' : '' },
});
process.exit(run.status ?? 1);
