import { describe, expect, test } from '@jest/globals';
import type { HostCommandInput } from '../../../src/wire/host.js';
import type { Outcome } from './commanding.js';
import { putOnAir } from './replaying.js';

const DONE: Outcome = { done: { request: 'a' } };

/** What was asked for, and what came of it, where the server answers so. */
async function asked(...answers: readonly Outcome[]) {
  const commands: HostCommandInput['command'][] = [];
  const outcome = await putOnAir('final', (command) => {
    commands.push(command);
    return Promise.resolve(answers[commands.length - 1] ?? { lost: 'away' });
  });
  return {
    outcome,
    stretches: commands.map((command) => (command.name === 'enqueue' ? command.say.replay : undefined)),
  };
}

const hour = (nth: number) => ({ channel: 'final', from: nth * 3_600, to: (nth + 1) * 3_600 });
const nothing: Outcome = { refused: 'radio.nothing-heard' };

describe('putting an archive on air', () => {
  test('[RP45] all of it is asked for, an hour after the other', async () => {
    expect(await asked(DONE, DONE, nothing)).toEqual({
      outcome: { done: {} },
      stretches: [hour(0), hour(1), hour(2)],
    });
  });

  test('[RP45] an hour whose sound is gone does not keep back the next', async () => {
    const gone: Outcome = { refused: 'radio.sound-deleted' };
    expect(await asked(gone, DONE, nothing)).toEqual({ outcome: { done: {} }, stretches: [hour(0), hour(1), hour(2)] });
    expect((await asked(gone, nothing)).outcome).toEqual(gone);
  });

  test('[RP45] where there is nothing, or no more is taken, that is told', async () => {
    expect((await asked(nothing)).outcome).toEqual(nothing);
    const full: Outcome = { refused: 'radio.queue-full' };
    expect((await asked(DONE, full)).outcome).toEqual(full);
    expect((await asked(DONE)).outcome).toEqual({ lost: 'away' });
  });
});
