/** How loud the mixer wants each stem and the metronome, in sound; their plain sum is what is heard. */

import { effect } from "@preact/signals";
import type { Mixer } from "./mixer";

/** Of the exponential ramps to another gain, in seconds: all but over after five times as long. */
const RAMP = 0.002;
const RAMP_END = 0.02;

export class Faders {
  readonly clicks: GainNode;
  private readonly inputs = new Map<string, GainNode>();
  private readonly stops: (() => void)[] = [];

  constructor(
    readonly context: BaseAudioContext,
    private readonly mixer: Mixer,
  ) {
    this.clicks = this.fader(() => mixer.clickGain);
  }

  stem(name: string): GainNode {
    const input = this.inputs.get(name) ?? this.fader(() => this.mixer.gain(name));
    this.inputs.set(name, input);
    return input;
  }

  close(): void {
    for (const stop of this.stops) stop();
  }

  /** A gain that follows what it should be, without a click. */
  private fader(wanted: () => number): GainNode {
    const node = new GainNode(this.context, { gain: wanted() });
    node.connect(this.context.destination);
    let last = wanted();
    this.stops.push(
      effect(() => {
        const gain = wanted();
        if (gain !== last) ramp(node.gain, gain, this.context.currentTime);
        last = gain;
      }),
    );
    return node;
  }
}

/** Unlike a linear ramp, this one begins wherever one before it has come to. */
function ramp(param: AudioParam, gain: number, now: number): void {
  param.cancelScheduledValues(now);
  param.setTargetAtTime(gain, now, RAMP);
  param.setValueAtTime(gain, now + RAMP_END);
}
