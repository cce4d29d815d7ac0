import { List, ListRow, PageHead, Tile, useHost, useText } from '@saola/sdk-web'
import { For } from 'solid-js'
import { useKnownModule, useWords } from '../host/console.tsx'
import { iconNamed } from '../icons/named.tsx'
import { orderedDashboards } from './order.ts'

/** All dashboards that the reader may see. */
export default function DashboardsPage() {
  const host = useHost()
  const words = useWords()
  const text = useText()
  const knownModule = useKnownModule()
  return (
    <div class="screen">
      <PageHead title={words().face.dashboards} note={words().home.dashboardsNote} />
      <Tile title={words().face.dashboards} level={2} flush class="narrow-tile">
        <List>
          <For each={orderedDashboards(host.ui.dashboards)}>
            {(id) => (
              <ListRow
                icon={iconNamed('layout-dashboard')}
                title={text(host.ui.dashboards[id]?.label)}
                detail={text(knownModule(host.ui.dashboards[id]?.plugin ?? '')?.name)}
                end={
                  <span class="meta">
                    {words().home.tiles(Object.keys(host.ui.dashboards[id]?.tiles ?? {}).length)}
                  </span>
                }
                href={`/operate/dashboards/${id}`}
              />
            )}
          </For>
        </List>
      </Tile>
    </div>
  )
}
