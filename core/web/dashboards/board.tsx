import type { UiDashboard } from '@saola/sdk-web'
import { For } from 'solid-js'
import { DashboardTile } from './tile.tsx'

/** The fixed grid: 24 columns on a desk, one column on a phone, read from the top. */
export function Board(props: { dashboard: UiDashboard; label: string }) {
  const names = () =>
    Object.entries(props.dashboard.tiles)
      .sort(([, a], [, b]) => a.y - b.y || a.x - b.x)
      .map(([name]) => name)
  const rows = () => Math.max(1, ...Object.values(props.dashboard.tiles).map((tile) => tile.y + tile.h))
  return (
    <section class="board" aria-label={props.label} style={{ '--rows-all': String(rows()) }}>
      <For each={names()}>{(name) => <Cell name={name} dashboard={props.dashboard} />}</For>
    </section>
  )
}

function Cell(props: { name: string; dashboard: UiDashboard }) {
  // Kept while it leaves: a store entry is gone a moment before its cell is.
  let last = props.dashboard.tiles[props.name]
  const tile = () => {
    last = props.dashboard.tiles[props.name] ?? last
    return last ?? { widget: '', x: 0, y: 0, w: 1, h: 1 }
  }
  return (
    <div
      class="board-cell"
      style={{
        '--col': `${tile().x + 1} / span ${Math.max(1, tile().w)}`,
        '--row': `${tile().y + 1} / span ${Math.max(1, tile().h)}`,
        '--rows': String(Math.max(1, tile().h)),
      }}
    >
      <DashboardTile name={props.name} tile={tile()} />
    </div>
  )
}
