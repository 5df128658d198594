/** When the sound of a tape is heard: block after block on the clock, and late where a block comes late. */

/** Where on the clock a block is placed, and how many of its first samples are not. */
export interface Place {
  at: number;
  skipped: number;
}

export class Timeline {
  /** No sound is placed yet. */
  isSilent = true;
  /** The clock's sample at which the first sound is heard. */
  start = 0;
  /** Samples that have been placed. */
  private placed = 0;
  /** The clock's sample at which the tape's position 0 is heard. */
  private zero: number;

  /** speed: samples of the tape for each one of the clock.
   * follows: the clock's sample at which it takes over from another; null where it begins as soon as it can. */
  constructor(
    readonly speed: number,
    private readonly follows: number | null,
  ) {
    this.zero = follows ?? 0;
  }

  /** The clock's sample that the placed sound ends before. */
  get end(): number {
    return this.zero + this.placed;
  }

  /** The position on the tape that the placed sound ends before. */
  get tapeEnd(): number {
    return this.placed * this.speed;
  }

  /** Place the next block. next: the first sample of the clock that is still to be had.
   *
   * While another one sounds, what comes too late is left out; later on, all that follows is as late. */
  place(length: number, next: number): Place {
    const late = Math.max(0, next - this.end);
    const isCovered = this.follows !== null && this.isSilent;
    if (!isCovered) this.zero += late;
    const skipped = isCovered ? Math.min(late, length) : 0;
    const at = this.end + skipped;
    this.placed += length;
    if (this.isSilent && skipped < length) {
      this.isSilent = false;
      this.start = at;
    }
    return { at, skipped };
  }

  /** The position on the tape that is heard at a sample of the clock, within what is placed. */
  tapeAt(clock: number): number {
    return Math.max(0, Math.min(clock - this.zero, this.isSilent ? 0 : this.placed)) * this.speed;
  }

  /** The clock's sample at which a position on the tape is heard. */
  clockAt(tape: number): number {
    return Math.round(this.zero + tape / this.speed);
  }
}
