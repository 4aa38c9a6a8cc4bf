// Logs 4 MB, says on standard output that it lives, and ends when standard input does.
import { PinoLog } from '../../dist/src/watch/pino.log.js';

const log = new PinoLog('info');
for (let at = 0; at < 8_000; at += 1) log.info('chatter', { at, words: 'more and more '.repeat(40) });
setImmediate(() => process.stdout.write('alive'));
process.stdin.on('end', () => log.info('the end')).resume();
