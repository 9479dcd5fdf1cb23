/** Places of a keyframe and where they were found on a frame, in standard pixels of each; filled anew for each frame. */
export class Matches {
  fromX: Float64Array;
  fromY: Float64Array;
  toX: Float64Array;
  toY: Float64Array;
  /** 0..1: how well what was found agrees. */
  score: Float32Array;
  count = 0;

  constructor(capacity: number) {
    this.fromX = new Float64Array(capacity);
    this.fromY = new Float64Array(capacity);
    this.toX = new Float64Array(capacity);
    this.toY = new Float64Array(capacity);
    this.score = new Float32Array(capacity);
  }

  get capacity(): number {
    return this.score.length;
  }

  clear(): void {
    this.count = 0;
  }

  /** Beyond the capacity a match is dropped. */
  push(fromX: number, fromY: number, toX: number, toY: number, score: number): void {
    if (this.count >= this.capacity) return;
    const at = this.count++;
    this.fromX[at] = fromX;
    this.fromY[at] = fromY;
    this.toX[at] = toX;
    this.toY[at] = toY;
    this.score[at] = score;
  }
}
