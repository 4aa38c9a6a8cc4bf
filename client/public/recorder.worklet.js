// Hands on what the microphone hears, in blocks of a twentieth of a second at most. It says when it has handed on everything.
const BLOCK = 2_048;

class Recorder extends AudioWorkletProcessor {
  constructor() {
    super();
    this.block = new Float32Array(BLOCK);
    this.filled = 0;
    this.port.addEventListener('message', () => {
      this.handOn();
      this.port.postMessage('all', []);
    });
    this.port.start();
  }

  process([input]) {
    const samples = input?.[0];
    if (samples === undefined) return true;
    for (const sample of samples) {
      this.block[this.filled] = sample;
      this.filled += 1;
      if (this.filled === BLOCK) this.handOn();
    }
    return true;
  }

  handOn() {
    const block = this.block.slice(0, this.filled);
    this.port.postMessage(block, [block.buffer]);
    this.filled = 0;
  }
}

registerProcessor('recorder', Recorder);
