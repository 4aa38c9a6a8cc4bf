// Every test, with all services required: one that cannot be reached fails its tests.
import { spawnSync } from 'node:child_process';

const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', ...process.argv.slice(2)];
const run = spawnSync(process.execPath, jest, {
  stdio: 'inherit',
  env: { ...process.env, REQUIRE: 'postgres,redis,s3,chromium,ffmpeg' },
});
process.exit(run.status ?? 1);
