import { createEffect, createSignal, type JSX, on, onCleanup, onMount, Show } from 'solid-js'
import { PlusIcon } from '../icons/icons.ts'
import { Icon } from '../ui/icon/icon.tsx'
import { useKit } from '../ui/locale/kit.tsx'
import { LocateIcon, MinusIcon } from './icons.ts'
import type { PinMap } from './pin-map.ts'
import { portalWords } from './words.ts'

export interface Pin {
  latitude: number
  longitude: number
  /** Metres, where a device told the position. */
  accuracy?: number
}

export interface PinPickerProps {
  value: Pin | null
  onChange: (pin: Pin) => void
  /** Where the map begins while there is no pin. Default: the middle of Vinh. */
  start?: Pin
  /** Under the map: the address or unit that was found. */
  children?: JSX.Element
}

const VINH: Pin = { latitude: 18.6733, longitude: 105.6922 }

/** The map moves under a pin that stands still: a thumb never covers it, and arrow keys do the same. */
export function PinPicker(props: PinPickerProps) {
  const kit = useKit()
  const words = () => portalWords[kit.lang()]
  const [state, setState] = createSignal<'locating' | 'failed'>()
  let holder: HTMLElement | undefined
  let map: PinMap | undefined
  let gone = false

  onMount(async () => {
    const { openPinMap } = await import('./pin-map.ts')
    if (!holder || gone) return
    map = openPinMap(holder, props.value ?? props.start ?? VINH, (pin) => {
      setState(undefined)
      props.onChange(pin)
    })
  })
  onCleanup(() => {
    gone = true
    map?.remove()
  })
  createEffect(
    on(
      () => props.value,
      (value) => value && map?.show(value),
    ),
  )

  const locate = () => {
    setState('locating')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState(undefined)
        const { latitude, longitude, accuracy } = coords
        props.onChange({ latitude, longitude, accuracy: Math.max(5, Math.round(accuracy / 5) * 5) })
      },
      () => setState('failed'),
      { enableHighAccuracy: true, timeout: 15_000 },
    )
  }
  const decimal = (value: number) =>
    kit.lang() === 'vi' ? value.toFixed(5).replace('.', ',') : value.toFixed(5)
  const said = () => {
    if (state() === 'locating') return words().locating
    if (state() === 'failed') return words().locateFailed
    const { value } = props
    if (!value) return words().unset
    const at = words().set(decimal(value.latitude), decimal(value.longitude))
    return value.accuracy === undefined ? at : `${at}. ${words().fromMachine(value.accuracy)}`
  }

  return (
    <div class="pf-place">
      <div class="map pf-map" data-set={props.value ? '' : undefined}>
        <section
          class="pf-canvas"
          aria-label={words().map}
          ref={(element) => {
            holder = element
          }}
        />
        <svg class="pf-pin" viewBox="0 0 32 42" aria-hidden="true">
          <path d="M16 1C8 1 2 7 2 15c0 10 14 26 14 26s14-16 14-26C30 7 24 1 16 1z" />
          <circle cx="16" cy="15" r="5.5" />
        </svg>
        <div class="pf-zoom">
          <button
            type="button"
            class="btn"
            data-icon=""
            aria-label={words().zoomIn}
            onClick={() => map?.zoom(1)}
          >
            <Icon of={PlusIcon} />
          </button>
          <button
            type="button"
            class="btn"
            data-icon=""
            aria-label={words().zoomOut}
            onClick={() => map?.zoom(-1)}
          >
            <Icon of={MinusIcon} />
          </button>
        </div>
        <span class="pf-source">{words().schematic}</span>
      </div>
      <div class="pf-where">
        {props.children}
        <span class="meta" role="status">
          {said()}
        </span>
        <Show when={typeof navigator !== 'undefined' && 'geolocation' in navigator}>
          <div class="line">
            <button
              type="button"
              class="btn"
              data-size="sm"
              disabled={state() === 'locating'}
              onClick={locate}
            >
              <Icon of={LocateIcon} />
              {words().locate}
            </button>
          </div>
        </Show>
      </div>
    </div>
  )
}
