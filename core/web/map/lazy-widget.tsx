import { Skeleton, Tile } from '@saola/sdk-web'
import { lazy, Suspense } from 'solid-js'
import type { ConfiguredProps } from '../widgets/types.ts'

const Widget = lazy(() => import('./map-widget.tsx'))

/** `core.map`; the map and what draws it are fetched with the first tile that shows one. */
export function MapWidget(props: ConfiguredProps) {
  return (
    <Suspense
      fallback={
        <Tile title={props.title}>
          <Skeleton lines={5} />
        </Tile>
      }
    >
      <Widget {...props} />
    </Suspense>
  )
}
