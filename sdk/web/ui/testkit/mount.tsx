import type { JSX } from 'solid-js'
import { render } from 'solid-js/web'
import { onTestFinished } from 'vitest'
import '../styles.css'

/** Renders into the page for one test and takes it away afterwards. */
export function mount(view: () => JSX.Element): HTMLElement {
  const host = document.createElement('div')
  document.body.append(host)
  const dispose = render(view, host)
  onTestFinished(() => {
    dispose()
    host.remove()
  })
  return host
}
