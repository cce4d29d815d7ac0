import type { Tone } from '@saola/sdk'
import {
  Button,
  EmptyState,
  Fresh,
  Icon,
  IconButton,
  Segmented,
  Skeleton,
  Status,
  useFormat,
  useHost,
  useText,
} from '@saola/sdk-web'
import { PanelLeftClose } from 'lucide-solid'
import { For, Match, Show, Switch } from 'solid-js'
import { useKnownModule, useWords } from '../host/console.tsx'
import { iconNamed } from '../icons/named.tsx'
import { asTone, rankOf } from '../records/tone.ts'
import type { LayerData } from './layer-data.ts'
import { layerModel } from './layer-source.ts'
import { SeenList, type SeenListProps } from './seen-list.tsx'
import { useMapWords } from './words/words.ts'

export interface LayerPanelProps extends SeenListProps {
  layers: readonly LayerData[]
  hidden: ReadonlySet<string>
  view: 'layers' | 'seen'
  onView: (view: 'layers' | 'seen') => void
  onToggle: (layer: string, on: boolean) => void
  onFold: () => void
}

/** Layers by module with their switches and counts, what the shapes mean, and what is in view as a list. */
export function LayerPanel(props: LayerPanelProps) {
  const words = useMapWords()
  return (
    <section class="over map-panel" aria-label={words().layers}>
      <div class="tile-head">
        <h2 class="tile-title">{words().layers}</h2>
        <span class="push" />
        <IconButton icon={PanelLeftClose} label={words().collapse} size="sm" onClick={() => props.onFold()} />
      </div>
      <div class="map-panel-views">
        <Segmented
          label={words().layers}
          value={props.view}
          items={[
            { id: 'layers', label: words().layersOnly },
            { id: 'seen', label: words().listHere },
          ]}
          onChange={props.onView}
        />
      </div>
      <div class="map-panel-body">
        <Switch>
          <Match when={props.layers.length === 0}>
            <EmptyState icon={iconNamed('layers')} title={words().noLayers}>
              {words().noLayersNote}
            </EmptyState>
          </Match>
          <Match when={props.view === 'layers'}>
            <Layers layers={props.layers} hidden={props.hidden} onToggle={props.onToggle} />
          </Match>
          <Match when={true}>
            <SeenList {...props} />
          </Match>
        </Switch>
      </div>
      <Legend layers={props.layers.filter((layer) => !props.hidden.has(layer.id))} />
    </section>
  )
}

function Layers(props: Pick<LayerPanelProps, 'layers' | 'hidden' | 'onToggle'>) {
  const text = useText()
  const knownModule = useKnownModule()
  const modules = () => [...new Set(props.layers.map((layer) => layer.definition()?.plugin ?? ''))]
  return (
    <ul class="tree">
      <For each={modules()}>
        {(module) => (
          <li>
            <div class="tree-group">{text(knownModule(module)?.name) || module}</div>
            <ul>
              <For each={props.layers.filter((layer) => layer.definition()?.plugin === module)}>
                {(layer) => (
                  <LayerRow layer={layer} off={props.hidden.has(layer.id)} onToggle={props.onToggle} />
                )}
              </For>
            </ul>
          </li>
        )}
      </For>
    </ul>
  )
}

function LayerRow(props: { layer: LayerData; off: boolean; onToggle: LayerPanelProps['onToggle'] }) {
  const console = useWords()
  const words = useMapWords()
  const text = useText()
  const format = useFormat()
  const layer = () => props.layer
  const counts = () => layer().counts()
  const notes = () => {
    const known = counts()
    if (!known) return []
    return [
      known.total > known.count
        ? words().capped(format.number(known.count), format.number(known.total))
        : undefined,
      known.unplaced > 0 ? words().unplaced(format.number(known.unplaced)) : undefined,
    ].filter((note) => note !== undefined)
  }
  return (
    <li>
      <label class="tree-item" data-off={props.off ? '' : undefined}>
        <input
          type="checkbox"
          checked={!props.off}
          onChange={(event) => props.onToggle(layer().id, event.currentTarget.checked)}
        />
        <Icon of={iconNamed(layer().definition()?.icon, 'map-pin')} />
        <span class="clip">{text(layer().definition()?.label)}</span>
        <span class="meta">
          <Show when={counts()}>{(known) => format.number(known().total)}</Show>
        </span>
      </label>
      <div class="tree-fresh">
        <Show when={!layer().loading()} fallback={<Skeleton lines={1} />}>
          <Show
            when={layer().error()}
            fallback={
              <Fresh
                at={layer().at()}
                state={layer().stale() ? 'dead' : 'live'}
                label={console().face.live.toLowerCase()}
              />
            }
          >
            <div class="map-failed" role="alert">
              <span>
                {words().failed}. {words().failedNote}
              </span>
              <Button size="sm" onClick={() => layer().refresh()}>
                {words().retry}
              </Button>
            </div>
          </Show>
        </Show>
        <For each={notes()}>{(note) => <div class="meta">{note}</div>}</For>
      </div>
    </li>
  )
}

/** What the shapes mean in the layers that are on: by the word of a tone where several states share it. */
function Legend(props: { layers: readonly LayerData[] }) {
  const host = useHost()
  const words = useMapWords()
  const text = useText()
  const entries = () => {
    const found = new Map<Tone, Set<string>>()
    const put = (tone: string | undefined, label: string) => {
      if (tone === undefined) return
      const known = found.get(asTone(tone)) ?? new Set()
      found.set(asTone(tone), known.add(label))
    }
    for (const layer of props.layers) {
      const definition = layer.definition()
      for (const stop of definition?.style?.stops ?? []) put(stop.tone, text(stop.label))
      const field =
        definition && host.ui.models[layerModel(definition)]?.fields[definition.style?.field ?? '']
      const values = field?.type === 'select' ? field.options : field?.type === 'status' ? field.states : {}
      for (const { tone, label } of Object.values(values)) put(tone, text(label))
    }
    return [...found]
      .sort(([a], [b]) => rankOf(a) - rankOf(b))
      .map(([tone, labels]) => ({
        tone,
        label: labels.size === 1 ? ([...labels][0] ?? '') : words().tones[tone],
        all: [...labels].join(', '),
      }))
  }
  return (
    <Show when={entries().length > 0}>
      <ul class="map-legend">
        <For each={entries()}>
          {({ tone, label, all }) => (
            <li title={all === label ? undefined : all}>
              <Status tone={tone} label={label} />
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}
