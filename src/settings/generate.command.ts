import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../kernel/program.js';
import { envExample, withSettingsTable } from './documents.js';

const readme = join(projectRoot, 'README.md');

writeFileSync(join(projectRoot, '.env.example'), envExample());
writeFileSync(readme, withSettingsTable(readFileSync(readme, 'utf8')));
console.log('.env.example and the settings table in README.md are up to date.');
