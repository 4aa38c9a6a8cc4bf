import { parentPort } from 'node:worker_threads';
import { memoryOf, work, type Task } from './shaping.work.js';

// One task at a time: the pool sends the next when this one is answered. An error ends the thread, and the pool hears of it.
parentPort?.on('message', (task: Task) => {
  const answer = work(task);
  parentPort?.postMessage(answer, memoryOf(answer));
});
