import { Button, CloseIcon, Facts, Num, Status, Tile, useT } from '@saola/sdk-web'
import { Show } from 'solid-js'
import type { Station } from '../models/station.ts'
import { useModelText } from './model-text.ts'
import { TONE_OF } from './scale.ts'

const MEASURED = ['aqi', 'pm25', 'pm10', 'temperature', 'humidity'] as const

/** The chosen station with everything that is known of it. */
export function StationDetail(props: { station: Station | undefined; onClose: () => void }) {
  const t = useT()
  const text = useModelText('station')
  return (
    <Show when={props.station} fallback={<p class="meta aq-pick">{t('stations.pick')}</p>}>
      {(station) => (
        <Tile
          class="aq-detail"
          title={station().name}
          mark={
            <Status
              tone={TONE_OF[station().status ?? 'silent']}
              label={text.option('status', station().status)}
            />
          }
          actions={
            <Button
              kind="quiet"
              size="sm"
              icon={CloseIcon}
              aria-label={t('stations.close')}
              onClick={props.onClose}
            />
          }
          fresh={{ at: station().readAt, lateAfter: 120_000 }}
          foot={<span>{text.option('source', station().source)}</span>}
        >
          <Facts
            items={[
              { name: text.label('code'), value: <span class="mono">{station().code}</span> },
              { name: text.label('ward'), value: station().ward ?? '–' },
              ...MEASURED.map((name) => ({
                name: text.label(name),
                value: <Num value={station()[name] ?? '–'} unit={text.measure(name)} />,
              })),
              {
                name: text.label('position'),
                value: (
                  <span class="num">
                    {station().position.coordinates[1].toFixed(4)},{' '}
                    {station().position.coordinates[0].toFixed(4)}
                  </span>
                ),
              },
            ]}
          />
        </Tile>
      )}
    </Show>
  )
}
