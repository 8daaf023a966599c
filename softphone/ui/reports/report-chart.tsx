import { useElementSize } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { percent, roundTop, type Bar } from '../../desk/report-view';

interface ReportChartProps {
  readonly bars: readonly Bar[];
  readonly about: 'queue' | 'agent' | 'campaign';
  readonly kind: string;
  /** One bar comes after the other, so that a line between them means something. */
  readonly isCourse: boolean;
}

const HEIGHT = 190;
const EDGE = { top: 12, right: 44, bottom: 24, left: 40 };
const LINES = [0, 0.25, 0.5, 0.75, 1];
const NAME_WIDTH = 74;
const PARTS = ['0', '1', '2'] as const;

const sum = (parts: readonly number[]): number => parts.reduce((one, other) => one + other, 0);

/** Bars of what there was, and the share over them. The table beside it says the same in numbers. */
export function ReportChart({ bars, about, kind, isCourse }: ReportChartProps) {
  const { t } = useTranslation();
  const { ref, width } = useElementSize();
  const top = roundTop(Math.max(0, ...bars.map(({ parts }) => sum(parts))));
  const most = bars.reduce(
    (one, other) => (sum(other.parts) > sum(one.parts) ? other : one),
    bars[0] ?? NO_BAR,
  );
  const label = t('reports.chartOf', { kind, bars: bars.length, name: most.name });
  return (
    <figure className="report-chart" aria-label={t('reports.chart')} data-testid="report-chart">
      <figcaption className="report-legend">
        {PARTS.map((part) => (
          <span key={part} data-part={part}>
            {t(`reports.part-${about}-${part}`)}
          </span>
        ))}
        <span data-part="share">{t(`reports.share-${about}`)}</span>
      </figcaption>
      <div ref={ref}>
        <svg width={width} height={HEIGHT} role="img" aria-label={label}>
          {width > 0 && <Drawing bars={bars} width={width} top={top} isCourse={isCourse} />}
        </svg>
      </div>
    </figure>
  );
}

const NO_BAR: Bar = { name: '', parts: [], share: null };

interface DrawingProps extends Pick<ReportChartProps, 'bars' | 'isCourse'> {
  readonly width: number;
  readonly top: number;
}

function Drawing({ bars, width, top, isCourse }: DrawingProps) {
  const inner = { width: width - EDGE.left - EDGE.right, height: HEIGHT - EDGE.top - EDGE.bottom };
  const slot = inner.width / Math.max(1, bars.length);
  const thick = Math.max(1, Math.min(46, slot * 0.72));
  const every = Math.ceil(NAME_WIDTH / slot);
  const x = (nth: number) => EDGE.left + (nth + 0.5) * slot;
  const y = (share: number) => EDGE.top + (1 - share) * inner.height;
  return (
    <>
      {LINES.map((share) => (
        <g key={share} className="report-grid">
          <line x1={EDGE.left} x2={width - EDGE.right} y1={y(share)} y2={y(share)} />
          {Number.isInteger(top * share) && (
            <text x={EDGE.left - 8} y={y(share)} dy="0.32em" textAnchor="end">
              {top * share}
            </text>
          )}
          <text x={width - EDGE.right + 8} y={y(share)} dy="0.32em">
            {share * 100}%
          </text>
        </g>
      ))}
      {bars.map((bar, nth) => (
        <g key={nth} className="report-bar">
          <title>{`${bar.name} · ${bar.parts.join(' / ')} · ${percent(bar.share)}`}</title>
          {bar.parts.map((part, which) => {
            const below = sum(bar.parts.slice(0, which));
            return (
              <rect
                key={which}
                data-part={which}
                x={x(nth) - thick / 2}
                width={thick}
                y={y((below + part) / top)}
                height={(part / top) * inner.height}
              />
            );
          })}
          {nth % every === 0 && (
            <text x={x(nth)} y={HEIGHT - 6} textAnchor="middle">
              {bar.name.length > 12 ? `${bar.name.slice(0, 11)}…` : bar.name}
            </text>
          )}
        </g>
      ))}
      <ShareLine
        isCourse={isCourse}
        points={bars.map(({ share }, nth) => (share === null ? null : [x(nth), y(share)]))}
      />
    </>
  );
}

interface ShareLineProps extends Pick<ReportChartProps, 'isCourse'> {
  readonly points: readonly (readonly [number, number] | null)[];
}

/** Broken where there was nothing to measure. */
function ShareLine({ points, isCourse }: ShareLineProps) {
  const path = points
    .map((point, nth) => (point === null ? '' : `${points[nth - 1] ? 'L' : 'M'}${point.join(' ')}`))
    .join('');
  return (
    <g className="report-share">
      {isCourse && <path d={path} />}
      {points.map(
        (point, nth) => point && <circle key={nth} cx={point[0]} cy={point[1]} r={isCourse ? 2.5 : 4} />,
      )}
    </g>
  );
}
