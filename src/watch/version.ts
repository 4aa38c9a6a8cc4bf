import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../kernel/program.js';

export const version: string = (
  JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { readonly version: string }
).version;
