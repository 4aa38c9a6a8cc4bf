import { ENGINES, openFresh } from '../support/database.js';
import { databaseContract } from './database.contract.js';

for (const engine of ENGINES) databaseContract(engine.name, () => openFresh(engine));
