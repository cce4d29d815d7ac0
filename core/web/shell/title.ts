import { useHost, useText } from '@saola/sdk-web'
import { createEffect } from 'solid-js'

/** Names the browser's tab after the place and the centre. */
export function useTitle(place: () => string | undefined): void {
  const host = useHost()
  const text = useText()
  createEffect(() => {
    document.title = [place(), text(host.ui.centre)].filter(Boolean).join(' · ') || 'Saola'
  })
}
