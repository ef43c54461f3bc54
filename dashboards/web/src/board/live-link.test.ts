import { describe, expect, it } from 'vitest';
import type { Patch } from '../api/types';
import { LiveLink, type Stream } from './live-link';

class FakeStream implements Stream {
  readyState = 1;
  closed = false;
  onmessage: Stream['onmessage'] = null;
  onerror: Stream['onerror'] = null;
  readonly #beats: ((message: MessageEvent<string>) => void)[] = [];

  constructor(readonly address: string) {}

  addEventListener(type: string, listener: (message: MessageEvent<string>) => void): void {
    expect(type).toBe('beat');
    this.#beats.push(listener);
  }

  close(): void {
    this.closed = true;
  }

  send(patch: Partial<Patch>): void {
    const whole = { sequence: 0, now: NOON, whole: false, ...patch };
    this.onmessage?.({ data: JSON.stringify(whole) } as MessageEvent<string>);
  }

  beat(now: string): void {
    this.#beats.forEach((beat) => beat({ data: JSON.stringify({ now }) } as MessageEvent<string>));
  }

  fail(readyState: number): void {
    this.readyState = readyState;
    this.onerror?.({} as Event);
  }
}

/** A browser whose time passes by hand. */
class FakeBrowser {
  readonly streams: FakeStream[] = [];
  allowed = true;
  #now = 0;
  #tasks: { at: number; task: () => void }[] = [];

  readonly link = new LiveLink({
    open: (address) => {
      const stream = new FakeStream(address);
      this.streams.push(stream);
      return stream;
    },
    now: () => this.#now,
    after: (delay, task) => this.#tasks.push({ at: this.#now + delay, task }),
    mayReopen: () => Promise.resolve(this.allowed),
  });

  get stream(): FakeStream {
    return this.streams[this.streams.length - 1] as FakeStream;
  }

  /** How many tasks wait for their time. */
  get waiting(): number {
    return this.#tasks.length;
  }

  async pass(seconds: number): Promise<void> {
    const end = this.#now + seconds * 1000;
    for (;;) {
      const next = this.#tasks.filter((task) => task.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) {
        break;
      }
      this.#tasks.splice(this.#tasks.indexOf(next), 1);
      this.#now = next.at;
      next.task();
      await Promise.resolve();
      await Promise.resolve();
    }
    this.#now = end;
  }
}

const NOON = '2026-11-21T03:00:00Z';

function started(): FakeBrowser {
  const browser = new FakeBrowser();
  browser.link.start();
  browser.stream.send({ whole: true, sequence: 41 });
  return browser;
}

describe('the live link', () => {
  it('shows what comes and says as of when', () => {
    const browser = started();
    browser.stream.send({ sequence: 42 });
    expect(browser.link.board.value.sequence).toBe(42);
    expect(browser.link.state.value).toEqual({ stale: false, asOf: NOON });
  });

  it('stays fresh on beats alone', async () => {
    const browser = started();
    for (let i = 0; i < 12; i++) {
      await browser.pass(10);
      browser.stream.beat(`beat ${i}`);
    }
    expect(browser.link.state.value).toEqual({ stale: false, asOf: 'beat 11' });
    expect(browser.streams).toHaveLength(1);
  });

  it('is stale the moment the line breaks, and leaves reconnecting to the browser', async () => {
    const browser = started();
    browser.stream.fail(0);
    expect(browser.link.state.value).toEqual({ stale: true, asOf: NOON });
    await browser.pass(5);
    expect(browser.streams).toHaveLength(1);
    browser.stream.send({ sequence: 50 });
    expect(browser.link.state.value.stale).toBe(false);
    expect(browser.link.board.value.sequence).toBe(50);
  });

  it('opens a refused stream again, from where it was', async () => {
    const browser = started();
    browser.stream.fail(2);
    await browser.pass(2);
    expect(browser.streams.map((stream) => stream.address)).toEqual([
      '/api/live',
      '/api/live?after=41',
    ]);
    expect(browser.link.state.value.stale).toBe(true);
  });

  it('stays closed when nobody is signed in any more', async () => {
    const browser = started();
    browser.allowed = false;
    browser.stream.fail(2);
    await browser.pass(10);
    expect(browser.streams).toHaveLength(1);
  });

  it('gives up a stream that looks open and says nothing', async () => {
    const browser = started();
    await browser.pass(19);
    expect(browser.link.state.value.stale).toBe(false);
    await browser.pass(1);
    expect(browser.link.state.value.stale).toBe(true);
    expect(browser.streams[0]?.closed).toBe(true);
    expect(browser.stream.address).toBe('/api/live?after=41');
    await browser.pass(5);
    expect(browser.streams).toHaveLength(2);
    browser.stream.beat('later');
    expect(browser.link.state.value).toEqual({ stale: false, asOf: 'later' });
  });

  it('asks for everything until it has had everything once', async () => {
    const browser = new FakeBrowser();
    browser.link.start();
    await browser.pass(20);
    expect(browser.link.state.value).toEqual({ stale: true, asOf: undefined });
    expect(browser.stream.address).toBe('/api/live');
  });

  it('tells when the station stops recording, and when it goes on', () => {
    const browser = started();
    const full = {
      going: false,
      since: NOON,
      title: { ja: '満杯', en: 'full' },
      advice: { ja: '紙', en: 'paper' },
    };
    let changes = 0;
    browser.link.recording.follow(() => changes++);
    browser.stream.send({ recording: full });
    browser.stream.send({ sequence: 12, recording: full });
    expect(browser.link.recording.value).toEqual(full);
    expect(changes).toBe(1);
    browser.stream.beat('later');
    expect(browser.link.recording.value).toBeUndefined();
  });

  it('ends when it is told to', async () => {
    const browser = started();
    browser.link.stop();
    await browser.pass(60);
    expect(browser.streams).toHaveLength(1);
    expect(browser.stream.closed).toBe(true);
  });

  it('watches once, however often it is started', async () => {
    const browser = started();
    browser.link.stop();
    browser.link.start();
    browser.link.start();
    await browser.pass(5);
    expect(browser.waiting).toBe(1);
    expect(browser.streams).toHaveLength(2);
  });
});
