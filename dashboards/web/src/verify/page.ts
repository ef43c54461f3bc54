import { chosen, ofDrop, ofInput } from './chosen';
import en from './en.json';
import type { Report } from './export';
import { verify } from './export';
import ja from './ja.json';
import { canVerify } from './tlog';
import type { Fault } from './tree';

type Key = keyof typeof ja;
type Arguments = Readonly<Record<string, string | number>>;

const catalogues: Record<'ja' | 'en', Record<Key, string>> = { ja, en };

/** What the page shows besides its form. */
type State =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'trouble'; readonly key: Key; readonly args: Arguments }
  | { readonly kind: 'working' }
  | { readonly kind: 'done'; readonly report: Report };

/** The whole page. It is drawn anew when the language changes or a verification ends. */
export class VerifyPage {
  readonly #document: Document;
  #language: 'ja' | 'en' = 'ja';
  #state: State = { kind: 'nothing' };
  #expected = '';

  constructor(document: Document) {
    this.#document = document;
  }

  show(): void {
    const root = this.#document;
    root.documentElement.lang = this.#language;
    root.title = `${this.#say('title')} 関所`;
    root.body.replaceChildren(
      this.#make('main', { class: 'verify' }, [
        this.#make('header', {}, [this.#text('h1', 'title'), this.#otherLanguage()]),
        this.#text('p', 'intro'),
        this.#form(),
        this.#make('div', { role: 'status', id: 'result' }, this.#result()),
      ]),
    );
  }

  #say(key: Key, args: Arguments = {}): string {
    return catalogues[this.#language][key].replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
      name in args ? String(args[name]) : whole,
    );
  }

  #make(
    name: string,
    attributes: Readonly<Record<string, string>>,
    children: readonly (Node | string)[] = [],
  ): HTMLElement {
    const made = this.#document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }

  #text(name: string, key: Key, args: Arguments = {}): HTMLElement {
    return this.#make(name, {}, [this.#say(key, args)]);
  }

  #otherLanguage(): HTMLElement {
    const button = this.#make('button', { type: 'button', class: 'quiet' }, [
      this.#say('other-language'),
    ]);
    button.addEventListener('click', () => {
      this.#language = this.#language === 'ja' ? 'en' : 'ja';
      this.show();
      this.#document.querySelector<HTMLElement>('header button')?.focus();
    });
    return button;
  }

  #form(): HTMLElement {
    const folder = this.#make('input', {
      type: 'file',
      id: 'folder',
      webkitdirectory: '',
      'aria-describedby': 'drop-hint',
    }) as HTMLInputElement;
    folder.addEventListener('change', () => {
      if (folder.files && folder.files.length > 0) {
        void this.#verify(Promise.resolve(ofInput(folder.files)));
      }
    });
    const expected = this.#make('input', {
      type: 'text',
      id: 'fingerprint',
      autocomplete: 'off',
      spellcheck: 'false',
      class: 'mono',
      'aria-describedby': 'fingerprint-hint',
    }) as HTMLInputElement;
    expected.value = this.#expected;
    expected.addEventListener('change', () => {
      this.#expected = expected.value;
      this.#renew();
    });
    const drop = this.#make('div', { class: 'drop' }, [
      this.#make('label', { for: 'folder' }, [this.#say('choose')]),
      folder,
      this.#make('p', { id: 'drop-hint', class: 'hint' }, [this.#say('drop')]),
      this.#make('label', { for: 'fingerprint' }, [this.#say('fingerprint')]),
      expected,
      this.#make('p', { id: 'fingerprint-hint', class: 'hint' }, [this.#say('fingerprint-hint')]),
    ]);
    drop.addEventListener('dragover', (event) => {
      event.preventDefault();
      drop.dataset.over = '';
    });
    drop.addEventListener('dragleave', () => delete drop.dataset.over);
    drop.addEventListener('drop', (event) => {
      event.preventDefault();
      delete drop.dataset.over;
      if (event.dataTransfer) {
        void this.#verify(ofDrop(event.dataTransfer));
      }
    });
    return drop;
  }

  #renew(): void {
    this.#document.querySelector('#result')?.replaceChildren(...this.#result());
  }

  async #verify(choosing: Promise<Map<string, File>>): Promise<void> {
    this.#state = { kind: 'working' };
    this.#renew();
    try {
      const files = chosen(await choosing);
      if (!(await canVerify())) {
        this.#state = { kind: 'trouble', key: 'no-ed25519', args: {} };
      } else if (!files) {
        this.#state = { kind: 'trouble', key: 'no-export', args: {} };
      } else {
        const report = await verify(files, (share) => this.#progress(share));
        this.#state = { kind: 'done', report };
      }
    } catch (reason) {
      const args = { reason: reason instanceof Error ? reason.message : String(reason) };
      this.#state = { kind: 'trouble', key: 'unreadable-files', args };
    }
    this.#renew();
  }

  #progress(share: number): void {
    const line = this.#document.querySelector('#working');
    if (line) {
      line.textContent = this.#say('working', { share: Math.min(100, Math.floor(100 * share)) });
    }
  }

  #result(): HTMLElement[] {
    switch (this.#state.kind) {
      case 'nothing':
        return [];
      case 'working':
        return [this.#make('p', { id: 'working' }, [this.#say('working', { share: 0 })])];
      case 'trouble':
        return [
          this.#make('div', { class: 'verdict', 'data-sound': 'no' }, [
            this.#text('p', this.#state.key, this.#state.args),
          ]),
        ];
      case 'done':
        return [this.#verdict(this.#state.report)];
    }
  }

  #verdict(report: Report): HTMLElement {
    const expected = this.#expected.replaceAll(/\s/g, '').toLowerCase();
    const rightKey = expected === '' || report.fingerprints.includes(expected);
    const sound = report.faults.length === 0 && rightKey;
    const parts: HTMLElement[] = [this.#text('h2', sound ? 'sound' : 'unsound')];
    if (expected !== '') {
      parts.push(this.#text('p', rightKey ? 'right-key' : 'wrong-key'));
    } else if (sound) {
      parts.push(this.#text('p', 'sound-but-key'));
    }
    const first = report.faults[0];
    if (first && first.entry > 0) {
      const line = this.#text('p', 'first-fault', { entry: first.entry });
      line.className = 'name';
      parts.push(line);
    }
    if (first) {
      parts.push(this.#list(report.faults.map((fault) => this.#fault(fault))));
    }
    parts.push(this.#facts(report));
    if (sound) {
      parts.push(this.#list(this.#notes(report)));
    }
    if (report.gaps.length > 0) {
      parts.push(this.#text('h3', 'gaps'));
      parts.push(this.#list(report.gaps.map((gap) => this.#say('gap', { ...gap }))));
    }
    parts.push(this.#text('h3', 'not-here'), this.#text('p', 'not-here-why'));
    const left: Key[] = ['findings', 'older-checkpoints', 'witnesses'];
    parts.push(this.#list(left.map((key) => this.#say(key))));
    return this.#make('div', { class: 'verdict', 'data-sound': sound ? 'yes' : 'no' }, parts);
  }

  #fault(fault: Fault): string {
    const place = fault.file === undefined ? '' : ` (${fault.file})`;
    if (fault.reason !== undefined) {
      return this.#say(`fault-${fault.reason}` as Key);
    }
    if (fault.kind === 'range' && fault.entry === 0) {
      return this.#say('fault-manifest');
    }
    return this.#say(`fault-${fault.kind}`, { entry: fault.entry }) + place;
  }

  #list(lines: readonly string[]): HTMLElement {
    return this.#make('ul', {}, lines.map((line) => this.#make('li', {}, [line])));
  }

  #notes(report: Report): string[] {
    const notes = [this.#say(report.bounds?.upper ? 'bounds-both' : 'bounds-end')];
    if (report.withheld > 0) {
      notes.push(this.#say('withheld', { count: report.withheld }));
    }
    const { present, erased, claimed, untold } = report.personal;
    if (present > 0) {
      notes.push(this.#say('personal-present', { count: present }));
    }
    if (erased > 0) {
      notes.push(this.#say('personal-erased', { count: erased }));
    }
    if (claimed > 0) {
      notes.push(this.#say('personal-claimed', { count: claimed }));
    }
    if (untold > 0) {
      notes.push(this.#say('personal-untold', { count: untold }));
    }
    return notes;
  }

  #facts(report: Report): HTMLElement {
    const { bounds, checkpoint } = report;
    const rows: [Key, string][] = [];
    if (bounds) {
      const { from, to, clock, first, last, zone } = bounds;
      rows.push(['range', this.#say('range-value', { from, to, clock })]);
      rows.push(['zone', zone ?? this.#say('all-zones')]);
      rows.push([
        'entries',
        last < first
          ? this.#say('no-entries')
          : this.#say('entries-value', { first, last, count: report.entries }),
      ]);
    }
    if (checkpoint) {
      rows.push(['log', checkpoint.origin], ['signed', String(checkpoint.size)]);
    }
    for (const fingerprint of report.fingerprints) {
      rows.push(['keys', fingerprint.replaceAll(/(....)(?!$)/g, '$1 ')]);
    }
    return this.#make(
      'dl',
      {},
      rows.flatMap(([key, value]) => [this.#text('dt', key), this.#make('dd', {}, [value])]),
    );
  }
}
