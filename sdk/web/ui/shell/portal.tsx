import { For, type JSX, Show } from 'solid-js'
import { MenuIcon } from '../../icons/icons.ts'
import { Icon } from '../icon/icon.tsx'
import { useKit } from '../locale/kit.tsx'
import { Brand, type BrandProps, type NavItem, SkipLink } from './parts.tsx'

export interface PortalShellProps {
  brand: BrandProps
  label: string
  items: readonly NavItem[]
  /** At the end of the head: the other language. */
  end?: JSX.Element
  /** Under the head, full width: a warning of the city. */
  banner?: JSX.Element
  /** Links at the end of the page. */
  foot?: JSX.Element
  children: JSX.Element
}

/** A public page: one column on a phone, wide on a desk, and its menu opens without script. */
export function PortalShell(props: PortalShellProps) {
  const kit = useKit()
  const links = () => (
    <For each={props.items}>
      {(item) => (
        <a href={item.href} aria-current={item.current ? 'page' : undefined}>
          {item.label}
        </a>
      )}
    </For>
  )
  return (
    <div class="portal">
      <SkipLink to="content" />
      <header class="po-head">
        <div class="po line">
          <Brand {...props.brand} />
          <span class="push" />
          <nav class="po-nav" aria-label={props.label}>
            {links()}
          </nav>
          {props.end}
          <Show when={props.items.length > 0}>
            <details class="po-menu">
              <summary class="btn" data-kind="quiet" data-icon="" aria-label={kit.words().menu}>
                <Icon of={MenuIcon} />
              </summary>
              <nav class="po-sheet" aria-label={props.label}>
                {links()}
              </nav>
            </details>
          </Show>
        </div>
      </header>
      {props.banner}
      <main id="content" class="po" tabindex={-1}>
        {props.children}
      </main>
      <Show when={props.foot}>
        <footer class="po-foot">
          <div class="po">{props.foot}</div>
        </footer>
      </Show>
    </div>
  )
}
