/**
 * Which node of the installation this process is. A process that starts again on the same data directory is the same node;
 * a data directory is never copied to a second one, as its id would be with it.
 */
export abstract class Node {
  abstract readonly id: string;
}
