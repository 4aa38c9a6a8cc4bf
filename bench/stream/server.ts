/** Whoever sends a stream, in a process of its own. */
export interface Server {
  readonly name: string;
  readonly pid: number;
  readonly port: number;
  readonly path: string;
  end(): Promise<void>;
}
