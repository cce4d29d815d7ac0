import type { Tone } from '@saola/sdk'
import type { IconComponent } from '@saola/sdk-web'
import { For, Match, Switch } from 'solid-js'
import { Dynamic } from 'solid-js/web'

/** The ground of a marker by tone: the same shapes as everywhere, so that colour alone says nothing. */
function Ground(props: { tone: Tone; radius: number }) {
  const r = () => props.radius
  return (
    <Switch fallback={<circle class="mk-ground" r={r()} />}>
      <Match when={props.tone === 'crit'}>
        <rect
          class="mk-ground"
          x={-r()}
          y={-r()}
          width={r() * 2}
          height={r() * 2}
          rx="3"
          transform="rotate(45) scale(.88)"
        />
      </Match>
      <Match when={props.tone === 'high'}>
        <path
          class="mk-ground"
          stroke-linejoin="round"
          d={`M0 ${-r() * 1.25}L${r() * 1.25} ${r() * 0.95}H${-r() * 1.25}Z`}
        />
      </Match>
      <Match when={props.tone === 'warn'}>
        <rect class="mk-ground" x={-r() * 0.95} y={-r() * 0.95} width={r() * 1.9} height={r() * 1.9} rx="3" />
      </Match>
    </Switch>
  )
}

export interface MarkerViewProps {
  tone: Tone
  icon: IconComponent
  picked: boolean
}

/** A record on the map: outline by severity, picture by category. */
export function MarkerView(props: MarkerViewProps) {
  const radius = () => (props.picked ? 15 : 11)
  return (
    <svg class="mk" data-tone={props.tone} viewBox="-26 -26 52 52" width="52" height="52" aria-hidden="true">
      {props.picked && <circle r="24" class="mk-ring" />}
      <Ground tone={props.tone} radius={radius()} />
      <svg
        class="mk-ink"
        aria-hidden="true"
        x={-radius() * 0.57}
        y={-radius() * 0.57 + (props.tone === 'high' ? 2 : 0)}
        width={radius() * 1.14}
        height={radius() * 1.14}
        viewBox="0 0 24 24"
      >
        <Dynamic component={props.icon} />
      </svg>
    </svg>
  )
}

export interface ClusterViewProps {
  count: number
  /** How many of each tone, most urgent first. */
  shares: readonly (readonly [tone: Tone, count: number])[]
}

/** Several records that stand too close: their number, and the shares of their tones around it. */
export function ClusterView(props: ClusterViewProps) {
  const radius = () => Math.min(24, 14 + Math.log2(props.count) * 2)
  const length = () => 2 * Math.PI * radius()
  const arcs = () => {
    let from = 0
    return props.shares.map(([tone, count]) => {
      const part = (count / props.count) * length()
      const arc = { tone, from, part: Math.max(0, part - (props.shares.length > 1 ? 2 : 0)) }
      from += part
      return arc
    })
  }
  return (
    <svg class="cl" viewBox="-30 -30 60 60" width="60" height="60" aria-hidden="true">
      <circle class="cl-ground" r={radius() + 3} />
      <For each={arcs()}>
        {(arc) => (
          <circle
            class="cl-ring"
            data-tone={arc.tone}
            r={radius()}
            stroke-dasharray={`${arc.part} ${length() - arc.part}`}
            stroke-dashoffset={-arc.from}
            transform="rotate(-90)"
          />
        )}
      </For>
      <text y=".5">{props.count}</text>
    </svg>
  )
}
