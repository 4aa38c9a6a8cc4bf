import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../src/kernel/program.js';
import { DEMO_TRANSCRIPT, demoTranscript } from './commentary/demo-transcript.js';

writeFileSync(join(projectRoot, DEMO_TRANSCRIPT), await demoTranscript());
console.log(`${DEMO_TRANSCRIPT} is what the demo match sounds like.`);
