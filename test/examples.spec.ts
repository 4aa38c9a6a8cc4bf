import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { DEMO_TRANSCRIPT, demoTranscript } from '../bench/commentary/demo-transcript.js';
import { projectRoot } from '../src/kernel/program.js';

it('[CM50] the transcript of the demo match is what is said of it today: `npm run examples` makes it anew', async () => {
  expect(await demoTranscript()).toBe(readFileSync(join(projectRoot, DEMO_TRANSCRIPT), 'utf8'));
});
