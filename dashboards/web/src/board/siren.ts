/** Three falling tones, for those who look elsewhere. Silent where the browser forbids sound. */
export function soundSiren(): void {
  const audio = new AudioContext();
  const volume = audio.createGain();
  volume.gain.value = 0.2;
  volume.connect(audio.destination);
  TONES_HZ.forEach((hertz, i) => {
    const tone = audio.createOscillator();
    tone.frequency.value = hertz;
    tone.connect(volume);
    tone.start(audio.currentTime + i * TONE_SECONDS);
    tone.stop(audio.currentTime + (i + 0.8) * TONE_SECONDS);
    if (i === TONES_HZ.length - 1) {
      tone.onended = () => void audio.close();
    }
  });
}

const TONES_HZ = [988, 784, 659];
const TONE_SECONDS = 0.25;
