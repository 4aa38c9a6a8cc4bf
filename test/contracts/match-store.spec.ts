import { ENGINES, openFresh } from '../support/database.js';
import { matchPagesContract } from './match-pages.contract.js';
import { matchStoreContract } from './match-store.contract.js';

for (const engine of ENGINES) {
  matchStoreContract(engine.name, () => openFresh(engine));
  matchPagesContract(engine.name, () => openFresh(engine));
}
