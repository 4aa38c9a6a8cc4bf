/** What is asked, by name: the answer, or nothing where whoever is asked has none and stays silent. */
export type AnswerQuestion = (body: unknown) => Promise<unknown>;

/**
 * Nodes ask each other. A body and an answer are what JSON can hold.
 * Promises: a question ends with the answer, with the fault that the answering node had, or with `fanout.unanswered` when its
 * time is over; it is answered at most once, and it may have been carried out although no answer came.
 */
export abstract class Questions {
  /** Whether anybody else can be asked at all. */
  abstract readonly isPossible: boolean;
  abstract answer(name: string, answer: AnswerQuestion): void;
  abstract ask(node: string, name: string, body: unknown, withinMs: number): Promise<unknown>;
  /** The first answer of any other node, or undefined when the time is over. */
  abstract askAll(name: string, body: unknown, withinMs: number): Promise<unknown>;
  /** Tells a node something that needs no answer. */
  abstract tell(node: string, name: string, body: unknown): void;
}
