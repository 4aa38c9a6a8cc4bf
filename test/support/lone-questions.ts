import { Questions } from '../../src/fanout/questions.port.js';

/** Of a node that is alone: there is nobody to ask. */
export class LoneQuestions extends Questions {
  readonly isPossible = false;

  answer(): void {
    return undefined;
  }

  ask(): Promise<never> {
    return Promise.reject(new Error('There is nobody to ask.'));
  }

  askAll(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  tell(): void {
    return undefined;
  }
}
