import 'reflect-metadata';
import { isRefusal } from '../../src/kernel/outcome.js';
import { SocketPublisher } from '../../src/radio/socket.publisher.js';
import { Voicing, type Voiced } from '../../src/speech/voicing.js';
import { answering } from './answering.js';
import { monotonicMs } from './moments.js';
import { Witness } from './witness.js';

// Loaded into the real program before it begins (`node --import`): the program itself is the one that people start.
const witness = new Witness();
const ownMs = new Map<string, number>();

const publish = Reflect.get(SocketPublisher.prototype, 'publish');
SocketPublisher.prototype.publish = function publishSeen(row, requests) {
  witness.sends(row);
  return publish.call(this, row, requests);
};

const voice = Reflect.get(Voicing.prototype, 'voice');
Voicing.prototype.voice = function voiceTimed(request, signal) {
  const voiced = voice.call(this, request, signal);
  return isRefusal(voiced) ? voiced : { ...voiced, made: timed(request.text, voiced.made) };
};

/** How long the first piece was waited for. */
async function* timed(text: string, made: Voiced['made']): Voiced['made'] {
  const startedAt = monotonicMs();
  for await (const piece of made) {
    if (!ownMs.has(text)) ownMs.set(text, monotonicMs() - startedAt);
    yield piece;
  }
}

answering({
  alive: () => true,
  begin: (isKeeping) => witness.begin(isKeeping === true),
  end: () => witness.end(),
  memory: () => witness.memory(),
  ownMs: (text) => ownMs.get(text as string),
});
