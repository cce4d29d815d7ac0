import type { Delta, Effect, Entry, Kernel, Point } from '@saola/kernel'
import {
  type CodeRef,
  contributionSchemas,
  type Dashboard,
  type MapLayer,
  type Page,
  type Widget,
} from '@saola/sdk'

/**
 * The points of the interface. They register nothing: `/api/ui` reads what stands in the registry, and each browser
 * is told when it changed.
 */
export function interfacePoints(kernel: Kernel) {
  const standing = <T>(point: string) => kernel.contributions<T>(point)
  const widgets: Point<Widget<CodeRef>> = {
    id: 'widgets',
    schema: contributionSchemas.widgets,
    stage: 'serve',
    after: ['models', 'permissions'],
    check: (delta) => tombstones(delta, standing<Dashboard>('dashboards')),
    apply: () => {},
  }
  const pages: Point<Page<CodeRef>> = {
    id: 'pages',
    schema: contributionSchemas.pages,
    stage: 'serve',
    check: (delta) => samePath(delta, standing<Page<CodeRef>>('pages')),
    apply: () => {},
  }
  const mapLayers: Point<MapLayer> = {
    id: 'mapLayers',
    schema: contributionSchemas.mapLayers,
    stage: 'serve',
    apply: () => {},
  }
  const dashboards: Point<Dashboard> = {
    id: 'dashboards',
    schema: contributionSchemas.dashboards,
    stage: 'serve',
    apply: () => {},
  }
  return { widgets, pages, mapLayers, dashboards }
}

/** Which dashboards would show a tombstone where a widget is now. */
function tombstones(delta: Delta<Widget<CodeRef>>, dashboards: Map<string, Entry<Dashboard>>): Effect[] {
  const effects: Effect[] = []
  for (const [name, widget] of delta.removed) {
    const id = `${delta.owner.id}.${name}`
    for (const { data } of dashboards.values()) {
      if (!Object.values(data.tiles).some((tile) => tile.widget === id)) continue
      const [vi, en] = [widget.label.vi, widget.label.en ?? widget.label.vi]
      effects.push({
        kind: 'removes',
        point: 'widgets',
        subject: id,
        text: {
          vi: `Ô “${vi}” trên bảng “${data.label.vi}” để lại chỗ trống có ghi tên phân hệ`,
          en: `The tile “${en}” on “${data.label.en ?? data.label.vi}” leaves a place that names the module`,
        },
      })
    }
  }
  return effects
}

function samePath(delta: Delta<Page<CodeRef>>, pages: Map<string, Entry<Page<CodeRef>>>): Effect[] {
  const effects: Effect[] = []
  const current = new Map<string, Page<CodeRef>>()
  for (const [id, { owner, name, data }] of pages) {
    const replaced = owner.id === delta.owner.id && (delta.removed.has(name) || delta.changed.has(name))
    if (owner.id === delta.owner.id && !replaced) current.set(id, data)
  }
  const fresh = [...delta.added, ...[...delta.changed].map(([name, { to }]) => [name, to] as const)]
  for (const [name, page] of fresh) {
    const subject = `${delta.owner.id}.${name}`
    const other = [...current].find(([, one]) => one.face === page.face && one.path === page.path)?.[0]
    if (other) {
      const text = {
        vi: `Trùng đường dẫn với trang ${other}: ${page.path}`,
        en: `Same path as the page ${other}: ${page.path}`,
      }
      effects.push({ kind: 'refuses', point: 'pages', subject, code: 'page-collision', text })
    }
    current.set(subject, page)
  }
  return effects
}
