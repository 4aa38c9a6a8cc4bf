import { ENGINES, openFresh } from '../support/database.js';
import { speechBudgetContract } from './speech-budget.contract.js';

for (const engine of ENGINES) speechBudgetContract(engine.name, () => openFresh(engine));
