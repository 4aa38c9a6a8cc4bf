import { isRefusal, type Refusal } from '../../kernel/outcome.js';
import type { Questions } from '../../fanout/questions.port.js';
import type { Conductor } from '../conductor.js';
import type { Stations } from '../stations.js';
import { ANSWER_MS, type FarNodes } from './far-nodes.js';

interface Of {
  readonly channel: string;
}

export type Question<Body extends Of, Answer> = (body: Body) => Promise<Answer | Refusal>;

export interface WhereverParts {
  readonly stations: Pick<Stations, 'on'>;
  readonly questions: Pick<Questions, 'answer' | 'ask'>;
  readonly far: Pick<FarNodes, 'arePossible' | 'ask'>;
}

/**
 * What is asked of a channel, wherever it is conducted: here it is answered here, else whoever conducts it is asked. What is
 * asked and answered must be what JSON can hold.
 */
export class Wherever {
  constructor(private readonly parts: WhereverParts) {}

  /** How a question for this very node is answered, from whichever other. */
  answers(name: string, answer: (body: unknown) => Promise<unknown>): void {
    this.parts.questions.answer(name, answer);
  }

  /** Asks that node. */
  async at<Answer>(node: string, name: string, body: unknown): Promise<Answer> {
    return (await this.parts.questions.ask(node, name, body, ANSWER_MS)) as Answer;
  }

  /** How a question is answered by who conducts its channel; and the question, for everybody else. */
  asked<Body extends Of, Answer>(
    name: string,
    answer: (conductor: Conductor, body: Body) => Promise<Answer | Refusal> | Answer | Refusal,
  ): Question<Body, Answer> {
    const { stations, questions, far } = this.parts;
    // Never passed on a second time: two nodes that take each other for the conductor would ask for ever.
    const here = async (body: Body): Promise<Answer | Refusal> => {
      const conductor = await stations.on(body.channel);
      return isRefusal(conductor) ? conductor : answer(conductor, body);
    };
    questions.answer(name, (body) => here(body as Body));
    return async (body) => {
      const conductor = await stations.on(body.channel);
      if (!isRefusal(conductor)) return answer(conductor, body);
      if (conductor.refused !== 'radio.elsewhere' || !far.arePossible) return conductor;
      return (await far.ask(name, body)) as Answer | Refusal;
    };
  }
}
