import { quantile } from '../score/quantile.js';
import type { Table } from '../tables.js';
import { AGES, type Measured, type Screen } from './measure.js';

const SCREENS: readonly Screen[] = ['participant', 'agent'];

/** How far marks were from their things, and why there were none. */
export function callTables(all: readonly Measured[]): Table[] {
  const rows = groups(all);
  return [
    {
      title: 'Error of drawn marks, px of 640: median / p95 (pictures)',
      head: [
        'network',
        'what is seen',
        ...AGES.map((age) => `placed, ${age} ms old`),
        ...SCREENS.map((screen) => `followed, ${screen}`),
      ],
      rows: rows.map(([head, some]) => [...head, ...errorCells(some)]),
    },
    {
      title: 'Pictures without the mark, and what the call was like',
      head: [
        'network',
        'what is seen',
        'strokes',
        ...SCREENS.map((screen) => `until drawn, ${screen}: ms (pictures)`),
        ...SCREENS.map((screen) => `never drawn, ${screen}`),
        ...SCREENS.map((screen) => `lost later, ${screen} %`),
        'no capture time, agent %',
        'agent behind participant: ms',
        'pictures / s, agent',
        'load',
      ],
      rows: rows.map(([head, some]) => [...head, ...absenceCells(some)]),
    },
  ];
}

type Group = readonly [head: readonly string[], some: readonly Measured[]];

/** Each network with each class, and with all of them. */
function groups(all: readonly Measured[]): Group[] {
  const networks = [...new Set(all.map(({ network }) => network))];
  return networks.flatMap((network): Group[] => {
    const own = all.filter((one) => one.network === network);
    const label = `${network.delay} ms, ${network.loss * 100} % lost`;
    const classes = [...new Set(own.map((one) => one.class))];
    const parts = classes.map((name): Group => [[label, name], own.filter((one) => one.class === name)]);
    return classes.length > 1 ? [...parts, [[label, 'all'], own]] : parts;
  });
}

function errorCells(some: readonly Measured[]): string[] {
  const placed = AGES.map((age) =>
    some
      .filter((one) => one.age === age)
      .flatMap(({ outcomes }) => SCREENS.flatMap((screen) => outcomes[screen].placed)),
  );
  const followed = SCREENS.map((screen) => some.flatMap(({ outcomes }) => outcomes[screen].followed));
  return [...placed, ...followed].map(
    (errors) => `${quantiles(errors, (error) => error.toFixed(2))} (${errors.length})`,
  );
}

function absenceCells(some: readonly Measured[]): string[] {
  const of = (screen: Screen) => some.map(({ outcomes }) => outcomes[screen]);
  const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
  const percent = (part: number, whole: number): string => ((100 * part) / Math.max(1, whole)).toFixed(1);
  const found = (screen: Screen) => of(screen).flatMap((one) => one.found ?? []);
  const agent = of('agent');
  const lags = some.flatMap((one) => one.lags);
  return [
    String(some.length),
    ...SCREENS.map((screen) => {
      const [ms, pictures] = [found(screen).map((one) => one.ms), found(screen).map((one) => one.pictures)];
      return `${quantiles(ms, whole)} (${quantiles(pictures, whole)})`;
    }),
    ...SCREENS.map((screen) => String(of(screen).filter((one) => !one.found).length)),
    ...SCREENS.map((screen) => {
      const drawn = of(screen).filter((one) => one.found);
      return percent(sum(drawn.map(({ lost }) => lost)), sum(drawn.map((one) => one.pictures - one.sought)));
    }),
    percent(sum(agent.map(({ untimed }) => untimed)), sum(agent.map(({ pictures }) => pictures))),
    quantiles(lags, whole),
    (sum(agent.map(({ pictures }) => pictures)) / sum(agent.map(({ seconds }) => seconds))).toFixed(1),
    (sum(some.map(({ load }) => load)) / some.length).toFixed(1),
  ];
}

const whole = (value: number): string => value.toFixed(0);

const quantiles = (values: readonly number[], text: (value: number) => string): string =>
  values.length === 0 ? '—' : `${text(quantile(values, 0.5))} / ${text(quantile(values, 0.95))}`;
