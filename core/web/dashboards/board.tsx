import type { UiDashboard } from '@saola/sdk-web'
import { For, onCleanup, onMount } from 'solid-js'
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
      ref={reachable}
      style={{
        '--at-column': `${tile().x + 1} / span ${Math.max(1, tile().w)}`,
        '--at-row': `${tile().y + 1} / span ${Math.max(1, tile().h)}`,
        '--rows': String(Math.max(1, tile().h)),
      }}
    >
      <DashboardTile name={props.name} tile={tile()} />
    </div>
  )
}

/** What scrolls inside a tile can be reached and scrolled by the keyboard. */
function reachable(cell: HTMLElement): void {
  const settle = () => {
    const body = cell.querySelector<HTMLElement>('.tile-body')
    if (!body) return
    const scrolls = body.scrollHeight > body.clientHeight + 1 && !body.querySelector('a, button, input')
    if (scrolls) body.tabIndex = 0
    else body.removeAttribute('tabindex')
  }
  const sizes = new ResizeObserver(settle)
  const contents = new MutationObserver(settle)
  onMount(() => {
    sizes.observe(cell)
    contents.observe(cell, { childList: true, subtree: true })
  })
  onCleanup(() => {
    sizes.disconnect()
    contents.disconnect()
  })
}
