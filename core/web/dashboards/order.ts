import type { UiDashboard } from '@saola/sdk-web'

/** Dashboard ids in the order in which people see them. */
export function orderedDashboards(dashboards: Readonly<Record<string, UiDashboard>>): string[] {
  return Object.entries(dashboards)
    .sort(([idA, a], [idB, b]) => (a.order ?? 0) - (b.order ?? 0) || idA.localeCompare(idB))
    .map(([id]) => id)
}

/** The one that a shift sees first. */
export function firstDashboard(dashboards: Readonly<Record<string, UiDashboard>>): string | undefined {
  return orderedDashboards(dashboards)[0]
}
