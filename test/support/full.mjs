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

const words = given.filter((word) => word !== '--again');

function jest(more, environment) {
  const program = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', ...words, ...more];
  const env = {
    ...process.env,
    REQUIRE: 'postgres,redis,s3,chromium,firefox,ffmpeg,mpv',
    PASSED: isKnown ? '1' : '',
    ...environment,
  };
  return spawnSync(process.execPath, program, { stdio: 'inherit', env }).status ?? 1;
}

if (words.length > 0) process.exit(jest([], {}));
// What is heard in real time has the machine to itself. It is run also where something failed before, so that all of it is known.
const others = jest([], { HEARD: 'last' });
const heard = jest(['--runInBand'], { HEARD: 'alone' });
process.exit(others || heard);
