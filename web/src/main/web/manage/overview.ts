// How all spaces do: what is connected and waits now, requests and times over a range.

import { html, nothing, type TemplateResult } from 'lit';

import { api, explain, type Page } from '../core/api.ts';
import { repeatedly } from '../core/events.ts';
import { locale, number } from '../core/i18n.ts';
import { address, navigate } from '../core/router.ts';
import { duration } from '../core/units.ts';
import { View } from '../core/view.ts';
import { LiveStatuses } from '../spaces/live.ts';
import type { Space, SpaceStatus } from '../spaces/model.ts';
import { titles } from '../titles.ts';
import { complaint } from '../ui/blocks.ts';
import { select } from '../ui/field.ts';
import { icon } from '../ui/icons.ts';
import './chart.ts';
import type { ChartData } from './chart.ts';
import { manageLayout } from './layout.ts';
import { manageMessages } from './messages.ts';

interface Percentiles { readonly p50: number; readonly p95: number }

interface Bucket {
  readonly from: string;
  readonly accepted: number;
  readonly completed: number;
  readonly failed: number;
  readonly canceled: number;
  readonly expired: number;
  readonly waiting_seconds: Percentiles | null;
  readonly service_seconds: Percentiles | null;
}

interface Statistics { readonly buckets: readonly Bucket[] }

const HOUR_MILLIS = 3_600_000;
const RANGES = {
  '1h': { millis: HOUR_MILLIS, buckets: 60 },
  '24h': { millis: 24 * HOUR_MILLIS, buckets: 48 },
  '7d': { millis: 7 * 24 * HOUR_MILLIS, buckets: 56 },
  '31d': { millis: 31 * 24 * HOUR_MILLIS, buckets: 62 },
} as const;
type Range = keyof typeof RANGES;

const RENEW_MILLIS = 15_000;

class ManageOverview extends View {
  #spaces: readonly Space[] | null = null;
  #requests = 0;
  #workers: { readonly count: number; readonly running: number } | null = null;
  #statistics: Statistics | null = null;
  #problem: string | null = null;
  readonly #live = new LiveStatuses();

  constructor() {
    super();
    this.watch(this.#live.statuses, address);
    this.whileConnected(() => this.#live.follow());
    this.whileConnected(() => this.#live.statuses.subscribe(() => void this.#countWorkers()));
    this.whileConnected(() => address.subscribe(() => void this.#load()));
    this.whileConnected(() => repeatedly(RENEW_MILLIS, () => this.#load()));
  }

  /** One may serve several spaces, so what the spaces have does not add up. */
  async #countWorkers(): Promise<void> {
    try {
      const found = await api.get<Page<{ running: number }>>('/api/workers?size=200');
      this.#workers = { count: found.total, running: found.items.reduce((sum, each) => sum + each.running, 0) };
      this.requestUpdate();
    } catch (failure) {
      this.#problem = explain(failure);
    }
  }

  #query(): { range: Range; space: string } {
    const asked = new URL(address.value, location.origin).searchParams;
    const range = asked.get('range') ?? '';
    return { range: range in RANGES ? range as Range : '24h', space: asked.get('space') ?? '' };
  }

  async #load(): Promise<void> {
    if (location.pathname !== '/manage') {
      return;
    }
    const { range, space } = this.#query();
    const { millis, buckets } = RANGES[range];
    const to = roundedUp(Date.now(), millis / buckets);
    const query = new URLSearchParams({
      from: new Date(to - millis).toISOString(), to: new Date(to).toISOString(), buckets: String(buckets), ...(space !== '' && { space }),
    });
    try {
      const [spaces, requests, statistics] = await Promise.all([
        api.get<Page<Space>>('/api/spaces?size=200'),
        api.get<Page<unknown>>('/api/requests?all=true&size=1'),
        api.get<Statistics>(`/api/statistics/requests?${query}`),
      ]);
      this.#spaces = spaces.items;
      this.#requests = requests.total;
      this.#statistics = statistics;
      this.#problem = null;
    } catch (failure) {
      this.#problem = explain(failure);
    }
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const m = manageMessages();
    return manageLayout({
      at: '/manage', heading: titles().overview, lead: m.lead, content: html`
        ${this.#problem === null ? nothing : complaint(this.#problem)}
        ${this.#begin()}
        ${this.#tiles()}
        ${this.#filters()}
        <div class="charts">
          ${this.#statistics === null ? nothing : charts(this.#statistics, this.#query().range).map(data =>
            html`<section class="card"><time-chart .data=${data}></time-chart></section>`)}
        </div>`,
    });
  }

  /** The steps to a first served request, until there has been one. */
  #begin(): TemplateResult | typeof nothing {
    const m = manageMessages();
    if (this.#spaces === null || this.#live.statuses.value === null || this.#requests > 0) {
      return nothing;
    }
    const first = this.#spaces[0];
    const served = [...this.#live.statuses.value.values()].some(status => status.connected_workers > 0);
    const steps = [
      { title: m.beginSpace, text: m.beginSpaceText, href: '/manage/spaces/new', done: first !== undefined },
      { title: m.beginWorker, text: m.beginWorkerText, href: first && `/spaces/${first.id}`, done: served },
      { title: m.beginRequest, text: m.beginRequestText, href: first && `/spaces/${first.id}`, done: false },
    ];
    const next = steps.findIndex(step => !step.done);
    return html`
      <section class="card stack" aria-labelledby="begin">
        <h2 id="begin">${m.begin}</h2>
        <ol class="steps">
          ${steps.map((step, i) => html`
            <li class=${step.done ? 'done' : ''}>
              <span class="step-mark">${step.done ? html`${icon('check')}<span class="visually-hidden">${m.done}</span>` : i + 1}</span>
              <div>
                <h3>${step.title}</h3>
                <p class="soft">${step.text}</p>
              </div>
              ${i === next && step.href !== undefined ? html`<a class="button primary" href=${step.href}>${step.title}</a>` : nothing}
            </li>`)}
        </ol>
      </section>`;
  }

  #tiles(): TemplateResult {
    const m = manageMessages();
    const all = this.#live.statuses.value === null ? null : [...this.#live.statuses.value.values()];
    const sum = (of: (status: SpaceStatus) => number) => all === null ? '–' : number(all.reduce((total, each) => total + of(each), 0));
    const tiles = [
      [m.spacesConnected, all === null ? '–' : m.of(sum(each => Number(each.connected_workers > 0)), number(all.length)), '/manage/spaces'],
      [m.workers, this.#workers === null ? '–' : number(this.#workers.count), '/manage/workers'],
      [m.running, this.#workers === null ? '–' : number(this.#workers.running), '/manage/queue'],
      [m.waiting, sum(each => each.queue_length), '/manage/queue'],
    ];
    return html`
      <ul class="tiles">
        ${tiles.map(([label, value, href]) => html`
          <li class="card"><a href=${href}><span class="tile-value">${value}</span><span class="soft">${label}</span></a></li>`)}
      </ul>`;
  }

  #filters(): TemplateResult {
    const m = manageMessages();
    const { range, space } = this.#query();
    const go = (change: Record<string, string>) => {
      const query = new URLSearchParams(Object.entries({ range, space, ...change }).filter(([, value]) => value !== ''));
      navigate(`/manage?${query}`, 'replace');
    };
    return html`
      <div class="filters">
        ${select({
          id: 'range', label: m.range, value: range, options: Object.entries(m.ranges), onChange: chosen => go({ range: chosen }),
        })}
        ${select({
          id: 'space', label: m.space, value: space,
          options: [['', m.allSpaces], ...(this.#spaces ?? []).map(each => [each.id, each.name] as const)],
          onChange: chosen => go({ space: chosen }),
        })}
      </div>`;
  }
}

/** The end of the bucket a moment is in, so that buckets begin on the hour, or at midnight, as the reader's clock has it. */
function roundedUp(moment: number, bucketMillis: number): number {
  const offset = new Date(moment).getTimezoneOffset() * 60_000;
  return Math.ceil((moment - offset) / bucketMillis) * bucketMillis + offset;
}

function charts({ buckets }: Statistics, range: Range): ChartData[] {
  const m = manageMessages();
  const short: Intl.DateTimeFormatOptions = range === '7d' || range === '31d'
    ? { month: 'numeric', day: 'numeric' } : { hour: '2-digit', minute: '2-digit' };
  const common = {
    from: buckets.map(bucket => new Date(bucket.from)),
    axisTime: (date: Date) => date.toLocaleString(locale.value, short),
    fullTime: (date: Date) => date.toLocaleString(locale.value, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }),
  };
  const open = (each: Bucket) => each.accepted - each.completed - each.failed - each.canceled - each.expired;
  const percentiles = (heading: string, of: (bucket: Bucket) => Percentiles | null): ChartData => ({
    ...common, heading, kind: 'lines', format: duration,
    series: [
      { name: m.p50, tone: 'accent', values: buckets.map(each => of(each)?.p50 ?? null) },
      { name: m.p95, tone: 'accent-dashed', values: buckets.map(each => of(each)?.p95 ?? null) },
    ],
  });
  return [
    {
      ...common, heading: m.volume, kind: 'columns', format: value => number(value),
      series: [
        { name: m.completed, tone: 'good', values: buckets.map(each => each.completed) },
        { name: m.open, tone: 'accent', values: buckets.map(open) },
        { name: m.canceled, tone: 'muted', values: buckets.map(each => each.canceled) },
        { name: m.expired, tone: 'warn', values: buckets.map(each => each.expired) },
        { name: m.failed, tone: 'danger', values: buckets.map(each => each.failed) },
      ],
    },
    percentiles(m.service, each => each.service_seconds),
    percentiles(m.wait, each => each.waiting_seconds),
  ];
}

customElements.define('manage-overview', ManageOverview);
