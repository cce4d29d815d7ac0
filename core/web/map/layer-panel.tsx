import type { Tone } from '@saola/sdk'
import {
  EmptyState,
  Fresh,
  Icon,
  IconButton,
  List,
  ListRow,
  Segmented,
  Skeleton,
  Status,
  useFormat,
  useHost,
  useText,
} from '@saola/sdk-web'
import { PanelLeftClose } from 'lucide-solid'
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { useKnownModule, useWords } from '../host/console.tsx'
import { iconNamed } from '../icons/named.tsx'
import { asTone } from '../records/tone.ts'
import type { LayerData } from './layer-data.ts'
import { byUrgency, layerModel, type MapPoint } from './points.ts'

export interface LayerPanelProps {
  layers: readonly LayerData[]
  hidden: ReadonlySet<string>
  onToggle: (layer: string, on: boolean) => void
  points: readonly MapPoint[]
  picked: string | undefined
  hrefOf: (point: MapPoint) => string
  labelOf: (point: MapPoint) => string
  onFold: () => void
}

/** Layers by module with their switches and counts, what the shapes mean, and every point as a list. */
export function LayerPanel(props: LayerPanelProps) {
  const words = useWords()
  const [view, setView] = createSignal<'layers' | 'list'>('layers')
  return (
    <section class="over map-panel" aria-label={words().map.layers}>
      <div class="tile-head">
        <h2 class="tile-title">{words().map.layers}</h2>
        <span class="push" />
        <IconButton
          icon={PanelLeftClose}
          label={words().map.collapse}
          size="sm"
          onClick={() => props.onFold()}
        />
      </div>
      <div class="map-panel-views">
        <Segmented
          label={words().map.layers}
          value={view()}
          items={[
            { id: 'layers', label: words().map.layersOnly },
            { id: 'list', label: words().map.list },
          ]}
          onChange={setView}
        />
      </div>
      <div class="map-panel-body">
        <Switch>
          <Match when={props.layers.length === 0}>
            <EmptyState icon={iconNamed('layers')} title={words().map.noLayers}>
              {words().map.noLayersNote}
            </EmptyState>
          </Match>
          <Match when={view() === 'layers'}>
            <Layers layers={props.layers} hidden={props.hidden} onToggle={props.onToggle} />
          </Match>
          <Match when={true}>
            <Points {...props} />
          </Match>
        </Switch>
      </div>
      <Legend layers={props.layers.filter((layer) => !props.hidden.has(layer.id))} />
    </section>
  )
}

function Layers(props: Pick<LayerPanelProps, 'layers' | 'hidden' | 'onToggle'>) {
  const words = useWords()
  const text = useText()
  const format = useFormat()
  const knownModule = useKnownModule()
  const modules = () => [...new Set(props.layers.map((layer) => layer.definition()?.plugin ?? ''))]
  const count = (layer: LayerData) => {
    const all = layer.count()
    const shown = layer.points().length
    if (all === undefined) return ''
    return all > shown ? words().map.capped(format.number(shown), format.number(all)) : format.number(shown)
  }
  return (
    <ul class="tree">
      <For each={modules()}>
        {(module) => (
          <li>
            <div class="tree-group">{text(knownModule(module)?.name) || module}</div>
            <ul>
              <For each={props.layers.filter((layer) => layer.definition()?.plugin === module)}>
                {(layer) => (
                  <li>
                    <label class="tree-item" data-off={props.hidden.has(layer.id) ? '' : undefined}>
                      <input
                        type="checkbox"
                        checked={!props.hidden.has(layer.id)}
                        onChange={(event) => props.onToggle(layer.id, event.currentTarget.checked)}
                      />
                      <Icon of={iconNamed(layer.definition()?.icon, 'map-pin')} />
                      <span class="clip">{text(layer.definition()?.label)}</span>
                      <span class="meta">{count(layer)}</span>
                    </label>
                    <div class="tree-fresh">
                      <Show when={!layer.loading()} fallback={<Skeleton lines={1} />}>
                        <Fresh
                          at={layer.at()}
                          state={layer.stale() ? 'dead' : 'live'}
                          label={words().face.live.toLowerCase()}
                        />
                      </Show>
                    </div>
                  </li>
                )}
              </For>
            </ul>
          </li>
        )}
      </For>
    </ul>
  )
}

function Points(props: Pick<LayerPanelProps, 'points' | 'picked' | 'hrefOf' | 'labelOf'>) {
  const words = useWords()
  const text = useText()
  const sorted = () => props.points.toSorted(byUrgency)
  return (
    <Show when={props.points.length > 0} fallback={<EmptyState title={words().map.noPoint} />}>
      <List label={words().map.list}>
        <For each={sorted()}>
          {(point) => (
            <ListRow
              title={point.name ?? words().records.unnamed}
              tone={point.tone}
              toneLabel={text(point.state?.label)}
              detail={text(point.state?.label)}
              href={props.hrefOf(point)}
              current={point.key === props.picked}
            />
          )}
        </For>
      </List>
    </Show>
  )
}

/** What the shapes mean in the layers that are on. */
function Legend(props: { layers: readonly LayerData[] }) {
  const host = useHost()
  const text = useText()
  const entries = () => {
    const found = new Map<string, { tone: Tone; label: string }>()
    for (const layer of props.layers) {
      const definition = layer.definition()
      const put = (tone: string | undefined, label: string) => {
        if (tone !== undefined) found.set(`${tone} ${label}`, { tone: asTone(tone), label })
      }
      for (const stop of definition?.style?.stops ?? []) put(stop.tone, text(stop.label))
      const field =
        definition && host.ui.models[layerModel(definition)]?.fields[definition.style?.field ?? '']
      if (field?.type === 'select') {
        for (const option of Object.values(field.options)) put(option.tone, text(option.label))
      }
    }
    return [...found.values()]
  }
  return (
    <Show when={entries().length > 0}>
      <ul class="map-legend">
        <For each={entries()}>
          {({ tone, label }) => (
            <li>
              <Status tone={tone} label={label} />
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}
