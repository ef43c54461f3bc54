import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Door, Machine, PluggedMedia, Presence, Reachability, Zone } from '../api/types';
import { inWords } from '../kit/failing';
import { Following } from '../kit/following';
import { LightElement } from '../kit/light-element';
import { link, plan, siteTime, station } from '../shell/here';
import { doorClosed, doorOpen, machine as machineIcon, media, person } from '../shell/icons';
import { language, say, told } from '../words/words';
import { byArrival, byPlan, byZone } from './order';

const MINUTE_MS = 60_000;
const AGENT_TONES: Record<Reachability, string> = {
  online: '',
  offline: 'warn',
  deaf: 'warn',
  unknown: 'unknown',
};
const DOOR_TONES: Record<Door['state'], string> = { open: 'warn', closed: '', unknown: 'unknown' };

/** Each zone: who is inside, its doors, its machines and what is plugged into them. */
@customElement('zone-list')
export class ZoneList extends LightElement {
  @state() private adopting = false;
  @state() private fault: unknown;

  constructor() {
    super();
    new Following(this, language, link.board, link.state, plan, siteTime);
  }

  override render(): TemplateResult {
    const board = link.board.value;
    const zones = byPlan(board.zones, plan.value.zones);
    const doors = byZone(byPlan(board.doors, plan.value.doors));
    const machines = byZone(byPlan(board.machines, plan.value.machines));
    return html`
      <section class="zones" aria-labelledby="zones-title">
        <h2 id="zones-title" class="unseen">${say('zones.title')}</h2>
        ${zones.length === 0 ? html`<p class="calm">${say('zones.none')}</p>` : nothing}
        <ul>
          ${repeat(
            zones,
            (zone) => zone.id,
            (zone) => this.#guarded(zone, doors.get(zone.id) ?? [], machines.get(zone.id) ?? []),
          )}
        </ul>
      </section>
    `;
  }

  /** A site has many zones and a fact concerns one: only that one is rendered again. */
  #guarded(zone: Zone, doors: readonly Door[], machines: readonly Machine[]): unknown {
    const around =
      zone.within && link.board.value.zones.find((other) => other.id === zone.within)?.name;
    const minute = Math.floor(presentOf(link.state.value.asOf) / MINUTE_MS);
    return guard(
      [zone, around, language.value, siteTime.value, minute, ...doors, ...machines],
      () => this.#zone(zone, around, doors, machines),
    );
  }

  #zone(
    zone: Zone,
    around: string | undefined,
    doors: readonly Door[],
    machines: readonly Machine[],
  ): TemplateResult {
    const count = zone.inside.length;
    return html`<li class="zone panel" data-zone=${zone.id}>
      <div class="zone-head">
        <h3>${zone.name}</h3>
        ${around ? html`<p class="within">${say('zone.within', { zone: around })}</p>` : nothing}
        <p class="head-count ${count > 0 ? 'occupied' : ''}">
          ${count > 0 ? say('zone.count', { n: count }) : say('zone.empty')}
        </p>
      </div>
      ${
        count > 0
          ? html`<ul class="people" aria-label=${say('zone.inside')}>
              ${repeat(
                byArrival(zone.inside),
                (inside) => `${inside.kind} ${inside.id}`,
                (inside) => this.#person(inside),
              )}
            </ul>`
          : nothing
      }
      ${
        doors.length > 0
          ? html`<ul class="doors" aria-label=${say('zone.doors')}>
              ${repeat(
                doors,
                (door) => door.id,
                (door) => this.#door(door),
              )}
            </ul>`
          : nothing
      }
      ${
        machines.length > 0
          ? html`<ul class="machines" aria-label=${say('zone.machines')}>
              ${repeat(
                machines,
                (machine) => machine.id,
                (machine) => this.#machine(machine),
              )}
            </ul>`
          : nothing
      }
    </li>`;
  }

  #person(inside: Presence): TemplateResult {
    const visitor = inside.kind === 'visitor';
    return html`<li>
      ${person}
      <div>
        <span class="name">${inside.lack ? told(inside.lack) : inside.name}</span>
        ${kindOf(inside)}
        ${inside.company ? html`<span class="note">${inside.company}</span>` : nothing}
        <span class="note">${say('inside.since', { time: brief(inside.since) })}</span>
        ${
          visitor
            ? html`<span class="note">
                ${
                  inside.escort
                    ? say('inside.escort', { name: inside.escort })
                    : say('inside.noEscort')
                }
              </span>`
            : nothing
        }
        ${inside.plannedExit ? this.#plannedExit(inside.plannedExit) : nothing}
      </div>
    </li>`;
  }

  #plannedExit(at: string): TemplateResult {
    const over = Date.parse(at) < presentOf(link.state.value.asOf);
    const words = { time: brief(at) };
    return over
      ? html`<span class="note warn">${say('inside.overdue', words)}</span>`
      : html`<span class="note">${say('inside.plannedExit', words)}</span>`;
  }

  #door(door: Door): TemplateResult {
    const open = door.state === 'open';
    return html`<li class=${door.state} data-door=${door.id}>
      ${open ? doorOpen : doorClosed}
      <div>
        <span class="name">${door.name}</span>
        <span class="tag ${DOOR_TONES[door.state]}"> ${say(`door.${door.state}`)} </span>
        ${
          open && door.since
            ? html`<span class="note">${say('door.since', { time: brief(door.since) })}</span>`
            : nothing
        }
      </div>
    </li>`;
  }

  #machine(machine: Machine): TemplateResult {
    return html`<li data-machine=${machine.id}>
      ${machineIcon}
      <div>
        <span class="name">${machine.name}</span>
        <span class="tag ${AGENT_TONES[machine.agent]}"> ${say(`agent.${machine.agent}`)} </span>
        ${
          machine.media.length > 0
            ? html`<ul class="media">
                ${machine.media.map((plugged) => this.#media(plugged))}
              </ul>`
            : nothing
        }
        ${this.#adoption(machine)}
      </div>
    </li>`;
  }

  /** What is built in looks like a stick until somebody says that it belongs there. */
  #adoption(machine: Machine): TemplateResult | typeof nothing {
    if (machine.media.every((plugged) => plugged.judgement === 'permitted')) {
      return nothing;
    }
    const words = { machine: machine.name, n: machine.media.length };
    return html`<details class="adoption">
      <summary>${say('media.fixed')}</summary>
      <p class="note">${say('media.adopt.sure', words)}</p>
      <button type="button" ?disabled=${this.adopting} @click=${() => this.#adopt(machine)}>
        ${say('media.adopt')}
      </button>
      ${
        this.fault === undefined
          ? nothing
          : html`<p class="note bad" role="alert">${inWords(this.fault)}</p>`
      }
    </details>`;
  }

  async #adopt(machine: Machine): Promise<void> {
    this.adopting = true;
    this.fault = undefined;
    try {
      await station.adoptDevices(machine.id);
    } catch (error) {
      this.fault = error;
    } finally {
      this.adopting = false;
    }
  }

  #media(plugged: PluggedMedia): TemplateResult {
    const permitted = plugged.judgement === 'permitted';
    return html`<li data-media=${plugged.media}>
      ${media}
      <div>
        <span class="name mono">${plugged.media}</span>
        <span class="tag ${permitted ? 'good' : 'bad'}">${say(`media.${plugged.judgement}`)}</span>
        ${
          plugged.port
            ? html`<span class="note">${say('media.port', { port: plugged.port })}</span>`
            : nothing
        }
        <span class="note">${say('media.since', { time: brief(plugged.since) })}</span>
      </div>
    </li>`;
  }
}

function kindOf(inside: Presence): TemplateResult {
  if (inside.kind === 'visitor') {
    return html`<span class="tag visitor">${say('inside.visitor')}</span>`;
  }
  return inside.unknown && !inside.lack
    ? html`<span class="tag warn">${say('inside.unknown')}</span>`
    : html`<span class="tag">${say('inside.card')}</span>`;
}

function brief(at: string): string {
  return siteTime.value.brief(at, new Date(presentOf(link.state.value.asOf)), language.value);
}

/** The station's present, as far as it is known here. */
function presentOf(asOf: string | undefined): number {
  return asOf ? Date.parse(asOf) : Date.now();
}
