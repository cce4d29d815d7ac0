import { Icon, PageHead, Status, useHost } from '@saola/sdk-web'
import { Show } from 'solid-js'
import { useWords } from '../host/console.tsx'
import { iconNamed } from '../icons/named.tsx'

/** Where the centre stands, and the ways to shape it. */
export default function StudioHome() {
  const host = useHost()
  const words = useWords()
  const on = () => host.ui.modules.filter((module) => module.state === 'on').length
  const trouble = () =>
    host.ui.modules.filter((module) => module.state === 'failed' || module.state === 'blocked').length
  return (
    <div class="screen">
      <PageHead title={words().studioHome.title} note={words().studioHome.note} />
      <ul class="ways">
        <li>
          <a class="tile way" href="/studio/modules">
            <span class="kind">
              <Icon of={iconNamed('blocks')} />
            </span>
            <b>{words().face.modules}</b>
            <span class="meta">{words().studioHome.modulesOn(on(), host.ui.modules.length)}</span>
            <Show when={trouble() > 0}>
              <Status tone="high" label={words().studioHome.trouble(trouble())} />
            </Show>
          </a>
        </li>
        <li>
          <a class="tile way" href="/studio/models">
            <span class="kind">
              <Icon of={iconNamed('database')} />
            </span>
            <b>{words().face.models}</b>
            <span class="meta">{words().studioHome.models(Object.keys(host.ui.models).length)}</span>
          </a>
        </li>
        <li>
          <a class="tile way" href="/studio/settings">
            <span class="kind">
              <Icon of={iconNamed('sliders-horizontal')} />
            </span>
            <b>{words().face.settings}</b>
            <span class="meta">{words().settings.pickNote}</span>
          </a>
        </li>
      </ul>
    </div>
  )
}
