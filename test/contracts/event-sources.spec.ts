import { file, host, simulator } from '../support/event-sources.js';
import { eventSourceContract } from './event-source.contract.js';

eventSourceContract('a host', host());
eventSourceContract('a file', file());
eventSourceContract('the simulator', simulator());
