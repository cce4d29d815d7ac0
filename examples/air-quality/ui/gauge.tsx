import { defineWidget, EmptyState, Status, Tile, useRecords, useT } from '@saola/sdk-web'
import { createMemo, For, Show } from 'solid-js'
import type { Station } from '../models/station.ts'
import { useModelText } from './model-text.ts'
import { arcPath, LEVEL_TONES, onArc, shareOf, TONE_OF } from './scale.ts'
import './gauge.css'

const GAP = 0.008
const RADIUS = 80

/** The index of the worst station, or of a chosen one, on the scale of six levels. */
export default defineWidget<{ station: string }>({
  component: (props) => {
    const t = useT()
    const text = useModelText('station')
    const stations = useRecords<Station>('station', () => ({
      sort: [{ field: 'aqi', descending: true }],
      limit: 1,
      filter: props.options.station
        ? { op: '=', args: [{ property: 'code' }, props.options.station] }
        : { op: 'not', args: [{ op: 'isNull', args: [{ property: 'aqi' }] }] },
    }))
    const station = () => stations.items[0]
    const level = () => text.option('status', station()?.status)
    const marker = createMemo(() => onArc(shareOf(station()?.aqi ?? 0), RADIUS))
    return (
      <Tile
        title={props.title}
        loading={stations.loading}
        error={
          stations.error && !station()
            ? { stillWorks: t('gauge.noneHint'), code: stations.error.code, onRetry: stations.refresh }
            : undefined
        }
        empty={
          !stations.loading && !station() ? (
            <EmptyState title={t('gauge.none')}>{t('gauge.noneHint')}</EmptyState>
          ) : undefined
        }
        fresh={station() ? { at: station()?.readAt, lateAfter: 120_000 } : undefined}
        foot={<Show when={station()?.source === 'simulated'}>{t('stations.simulated')}</Show>}
      >
        <div class="aq-gauge">
          <svg
            viewBox="0 0 200 112"
            role="img"
            aria-label={t('gauge.scale', { aqi: station()?.aqi ?? '–', level: level() })}
          >
            <For each={LEVEL_TONES}>
              {(tone, index) => (
                <path
                  class="aq-gauge-step"
                  data-tone={tone}
                  data-on={
                    index() <= Math.floor(shareOf(station()?.aqi ?? 0) * LEVEL_TONES.length - 1e-9)
                      ? ''
                      : undefined
                  }
                  d={arcPath(
                    index() / LEVEL_TONES.length + GAP,
                    (index() + 1) / LEVEL_TONES.length - GAP,
                    RADIUS,
                  )}
                />
              )}
            </For>
            <circle class="aq-gauge-mark" cx={marker()[0]} cy={marker()[1]} r="7" />
            <text class="aq-gauge-value" x="100" y="88">
              {station()?.aqi ?? '–'}
            </text>
            <text class="aq-gauge-unit" x="100" y="106">
              AQI
            </text>
          </svg>
          <p class="aq-gauge-words">
            <Status tone={TONE_OF[station()?.status ?? 'silent']} label={level()} />
            <span class="meta">
              {props.options.station ? station()?.name : t('gauge.worst', { name: station()?.name ?? '' })}
            </span>
          </p>
        </div>
      </Tile>
    )
  },
})
