// The alarm's tone: two short beeps, again every two seconds while it lasts.

const PERIOD_MILLIS = 2000;
const BEEPS: readonly (readonly [at: number, hertz: number])[] = [[0, 880], [0.22, 698]];

export class AlarmTone {
  #context: AudioContext | null = null;
  #timer = 0;

  set sounding(wanted: boolean) {
    if (wanted === (this.#timer !== 0)) {
      return;
    }
    clearInterval(this.#timer);
    this.#timer = 0;
    if (wanted) {
      this.#beep();
      this.#timer = setInterval(() => this.#beep(), PERIOD_MILLIS);
    }
  }

  /** A browser makes no sound before it was touched; then nothing is heard, and nothing breaks. */
  #beep(): void {
    this.#context ??= new AudioContext();
    const context = this.#context;
    for (const [at, hertz] of BEEPS) {
      const oscillator = context.createOscillator();
      const gain = context.createGain();
      const begin = context.currentTime + at;
      oscillator.frequency.value = hertz;
      gain.gain.setValueAtTime(0, begin);
      gain.gain.linearRampToValueAtTime(0.15, begin + 0.02);
      gain.gain.linearRampToValueAtTime(0, begin + 0.18);
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(begin);
      oscillator.stop(begin + 0.2);
    }
  }
}
