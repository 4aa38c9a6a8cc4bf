import { parentPort } from 'node:worker_threads';
import { work, type Question } from './file-reading.work.js';

// One question at a time. An error ends the thread, and who asked hears of it.
parentPort?.on('message', (question: Question) => parentPort?.postMessage(work(question), []));
