import { ENGINES, openFresh } from '../support/database.js';
import { writingBudgetContract } from './writing-budget.contract.js';

for (const engine of ENGINES) writingBudgetContract(engine.name, () => openFresh(engine));
